// Package chair is the console of the presidium: the running order with one
// obvious next step, the quorum, clocks, the queue of speakers, the open vote
// and what the hall sees. Two consoles show the same record and never fight:
// each act says what it is about, and an act already done is done once.
package chair

import (
	"hoinghi/access"
	"hoinghi/web/kit"
)

// Routes joins the paths of this surface.
func Routes(m *kit.Mux) {
	on := func(pattern string, h kit.Handler) { m.On(pattern, kit.Only(access.Preside, h)) }
	on("GET /dieu-hanh", show)
	on("GET /dieu-hanh/truc-tiep", stream)
	on("GET /dieu-hanh/kich-ban", cueSheet)
	on("GET /dieu-hanh/nghi-thuc", showCeremony)
	on("GET /dieu-hanh/nghi-thuc/truc-tiep", streamCeremony)
	on("POST /dieu-hanh/{id}/nghi-thuc", advance)
	on("POST /dieu-hanh/y-kien/{opinion}/doc", readOut)
	on("POST /dieu-hanh/y-kien/{opinion}/tra-loi", reply)
	on("POST /dieu-hanh/{id}/khai-mac", begin)
	on("POST /dieu-hanh/{id}/be-mac", end)
	on("POST /dieu-hanh/{id}/man-chieu", screen)
	on("POST /dieu-hanh/{id}/dong-ho", timer)
	on("POST /dieu-hanh/{id}/phat-bieu", slip)
	on("POST /dieu-hanh/{id}/bieu-quyet", openVote)
	on("POST /dieu-hanh/muc/{item}/mo", openItem)
	on("POST /dieu-hanh/muc/{item}/xong", closeItem)
	on("POST /dieu-hanh/muc/{item}/ghi", remark)
	on("POST /dieu-hanh/phat-bieu/{speaker}/moi", call)
	on("POST /dieu-hanh/phat-bieu/{speaker}/xong", finish)
	on("POST /dieu-hanh/phat-bieu/{speaker}/rut", withdraw)
	on("POST /dieu-hanh/bieu-quyet/{ballot}/dem", count)
	on("POST /dieu-hanh/bieu-quyet/{ballot}/ket-thuc", closeVote)
	on("POST /dieu-hanh/bieu-quyet/{ballot}/huy", annul)
}
