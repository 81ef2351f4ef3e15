// Every page of the product; all of it works without, by reloading.

import { startClock } from "./clock"
import { startCompare } from "./compare"
import { startDrop } from "./drop"
import { startFilter } from "./filter"
import { startKeep } from "./keep"
import { startLink } from "./link"
import { startLive } from "./live"
import { startPapers } from "./papers"
import { startPress } from "./press"
import { startReader } from "./reader"
import { startSend } from "./send"

document.documentElement.classList.add("js")
startReader()
startLink()
startClock()
startCompare()
startKeep()
startFilter()
startPress()
startDrop()
startSend()
startLive()
startPapers()
