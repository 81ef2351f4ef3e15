// Package delegate is the phone of a person in the hall: what is on now and
// what this person may do now, one thing at a time.
//
// Every page works by reloading alone and, with scripts, follows the hall by
// itself. Whoever attends sees; only those who are present speak and vote. A
// vote is sent once: the same slip again answers with the same receipt.
package delegate

import (
	"hoinghi/access"
	"hoinghi/web/kit"
)

// Routes joins the paths of this surface.
func Routes(m *kit.Mux) {
	on := func(pattern string, h kit.Handler) { m.On(pattern, kit.Only(access.Attend, looking(h))) }
	on("GET /dai-bieu", showNow)
	on("GET /dai-bieu/truc-tiep", streamNow)
	on("GET /dai-bieu/chuong-trinh", showAgenda)
	on("GET /dai-bieu/tai-lieu", showPapers)
	on("GET /dai-bieu/tai-lieu/{paper}", openPaper)
	on("GET /dai-bieu/giu-tai-lieu.js", keepPapers)
	on("GET /dai-bieu/nghi-quyet", openResolution)
	on("GET /dai-bieu/ket-qua", showResults)
	on("GET /dai-bieu/phat-bieu", showAsk)
	on("POST /dai-bieu/phat-bieu", ask)
	on("POST /dai-bieu/phat-bieu/{id}/rut", withdraw)
	on("GET /dai-bieu/bieu-quyet/{id}", showVote)
	on("GET /dai-bieu/bieu-quyet/{id}/truc-tiep", streamVote)
	on("POST /dai-bieu/bieu-quyet/{id}", cast)
	on("GET /dai-bieu/y-kien", showOpinions)
	on("POST /dai-bieu/y-kien", say)
	on("POST /dai-bieu/y-kien/ma", findOpinion)
	on("POST /dai-bieu/y-kien/{id}/rut", takeBack)
	on("GET /dai-bieu/cam-ket", showVows)
	on("GET /dai-bieu/cam-ket/truc-tiep", streamVows)
	on("POST /dai-bieu/cam-ket/{id}/ky", commit)
	on("POST /dai-bieu/giao-uoc/{id}/ky", signParty)
	on("POST /dai-bieu/hien-thi", look)
}
