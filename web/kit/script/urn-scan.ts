// The camera of the booth, in a file of its own that only those fetch who ask
// for it. It hands over a way of seeing and keeps nothing.

import { Camera, refused, unfit } from "./camera"

Object.assign(window, { urnCamera: { unfit, refused, on: (video: HTMLVideoElement) => new Camera(video) } })
