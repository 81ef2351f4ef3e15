package stage_test

import (
	"net/http"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/web/kit"
)

func TestReadinessOnBothEngines(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		o := officeOn(t, db)
		page := o.get("/ban/san-sang")
		o.has(page, "Kiểm tra sẵn sàng", "Chưa có tài liệu nào.", "Đã chốt 4 người.", "4 trên 4 người chưa báo vắng", "4 người chưa có thẻ",
			"chỉ mở được trên chính máy này", "Chưa thấy bản lưu nào", "Hội nghị không có cuộc bầu nào", "Điều 51", "/ban/the?hn="+o.conf, "data-clock=")
		o.has(o.get("/ban/dien-tap"), "hoinghi rehearse --org tv --conference "+o.conf, "!over-all")
		leave := o.site.Screens.Enter(o.org.ID, o.conf, o.site.Wall)
		o.has(o.get("/ban/san-sang"), "1 màn chiếu đang mở")
		leave()
		o.has(o.get("/ban/san-sang"), "1 màn chiếu đang mở") // it may be coming back
		o.site.Wall = func() time.Time { return time.Now().Add(time.Minute) }
		o.has(o.get("/ban/san-sang"), "Màn chiếu mất kết nối lúc")
		o.who.Roles = []access.Role{access.Union} // prepares, and gives out no cards
		o.has(o.get("/ban/san-sang"), "!/ban/the?", "Người giữ thẻ mới xem được mục này", "/ban/chuong-trinh?hn=")
		o.who.Roles = []access.Role{access.Secretary}
		o.site.Over = "DIỄN TẬP"
		o.has(o.get("/ban/dien-tap"), "over-all", "DIỄN TẬP")
		o.site.Machine = func() kit.Machine {
			return kit.Machine{Free: 100 << 20, BackedUp: o.now.Add(-3 * time.Hour)}
		}
		o.has(o.get("/ban/san-sang"), "Còn trống 100 MB", "3 giờ trước")
		o.who = access.Actor{Org: o.org.ID, Person: "t", Roles: []access.Role{access.Teller}}
		if status, _ := o.fetch("/ban/san-sang"); status != http.StatusForbidden {
			t.Errorf("a teller sees the readiness: %d", status)
		}
	})
}
