package desk_test

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

func hired(t *testing.T, db *store.DB, form url.Values) (path string) {
	t.Helper()
	form.Set("category", "vien-chuc")
	return goes(t, serve(t, db, office, "POST", "/ban/can-bo/moi", form))
}

func TestPeopleAreHiredFoundAndDismissed(t *testing.T) {
	db := storetest.SQLite(t)
	shows(t, serve(t, db, office, "GET", "/ban/can-bo", nil), 200, "Chưa có ai trong danh sách")
	shows(t, serve(t, db, office, "GET", "/ban/can-bo/moi", nil), 200, "Họ và tên")
	shows(t, serve(t, db, office, "POST", "/ban/can-bo/moi", url.Values{"name": {"An 2"}, "born": {"31/02/1990"}, "category": {"vien-chuc"}}), 422,
		"Ngày chưa đúng", `value="31/02/1990"`, `value="An 2"`)
	path := hired(t, db, url.Values{"name": {"nguyễn thị minh châu"}, "born": {"25/3/1974"}, "post": {"Trưởng phòng"}, "union": {"1"}})
	hired(t, db, url.Values{"name": {"Bùi Thị Lan Anh"}})
	shows(t, serve(t, db, office, "GET", path, nil), 200, "Nguyễn Thị Minh Châu", "25/03/1974", "Trưởng phòng", "Từ trước đến nay")
	list := serve(t, db, office, "GET", "/ban/can-bo", nil)
	shows(t, list, 200, "2 người đang thuộc", "Bùi Thị Lan Anh")
	if b := list.Body.String(); strings.Index(b, "Lan Anh") > strings.Index(b, "Minh Châu") {
		t.Error("Châu stands before Anh")
	}
	found := serve(t, db, office, "GET", "/ban/can-bo?tim=minh+chau", nil)
	shows(t, found, 200, "Nguyễn Thị Minh Châu")
	if strings.Contains(found.Body.String(), "Lan Anh") {
		t.Error("the search found somebody else")
	}

	goes(t, serve(t, db, office, "POST", path+"/chuc-vu", url.Values{"title": {"Chủ tịch Công đoàn"}, "tree": {"union"}, "from": {"1/5/2023"}}))
	goes(t, serve(t, db, office, "POST", path+"/tinh-trang", url.Values{"status": {"leave"}, "from": {"1/1/2026"}, "to": {"31/3/2026"}, "reason": {"nghỉ ốm"}}))
	shows(t, serve(t, db, office, "GET", path, nil), 200, "Chủ tịch Công đoàn", "Từ ngày 01/05/2023", "Nghỉ dài ngày", "Từ ngày 01/01/2026 đến hết ngày 31/03/2026", "nghỉ ốm")
	shows(t, serve(t, db, office, "POST", path+"/thoi-viec", url.Values{"left": {"mai"}}), 422, "Ngày chưa đúng", `value="mai"`)
	goes(t, serve(t, db, office, "POST", path+"/thoi-viec", url.Values{"left": {"1/1/2026"}}))
	shows(t, serve(t, db, office, "GET", path, nil), 200, "Đã thôi việc", "Không còn giữ")
	shows(t, serve(t, db, office, "GET", "/ban/can-bo", nil), 200, "1 người đang thuộc")
	shows(t, serve(t, db, office, "GET", "/ban/can-bo?tinh-trang=left", nil), 200, "Nguyễn Thị Minh Châu")

	shows(t, serve(t, db, access.Actor{Org: "other", Person: "x", Roles: access.Roles()}, "GET", path, nil), 404)
	shows(t, serve(t, db, access.Actor{Org: "a", Person: "x", Roles: []access.Role{access.Delegate}}, "GET", path, nil), 403)
}

func TestExportHasRealDates(t *testing.T) {
	db := storetest.SQLite(t)
	hired(t, db, url.Values{"name": {"Hồ Xuân Bách"}, "born": {"2/11/1979"}})
	w := serve(t, db, office, "GET", "/ban/can-bo?xuat=xlsx", nil)
	f, err := excelize.OpenReader(bytes.NewReader(w.Body.Bytes()), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	name, _ := f.GetCellValue("Danh sách", "C2")
	born, _ := f.GetCellValue("Danh sách", "D2")
	if name != "Hồ Xuân Bách" || born != "29161" {
		t.Errorf("the second row is %q, born %q", name, born)
	}
}

const list = "DANH SÁCH,,,\nHọ và tên,Ngày sinh,Phòng,Chức vụ\nBùi Thị Lan Anh,14/08/1986,Phòng Thiếu nhi,Trưởng phòng\nPhan Đức Duy,31/02/1988,Phòng Tin học,\n"

func TestImportIsCheckedThenCarried(t *testing.T) {
	db := storetest.SQLite(t)
	shows(t, serve(t, db, office, "GET", "/ban/nhap-can-bo", nil), 200, "Tệp danh sách")
	shows(t, upload(t, db, office, "/ban/nhap-can-bo", nil, "a.xls", []byte("\xD0\xCF\x11\xE0")), 422, "Excel đời cũ")
	path := goes(t, upload(t, db, office, "/ban/nhap-can-bo", url.Values{"category": {"vien-chuc"}}, "ds.csv", []byte(list)))
	shows(t, serve(t, db, office, "GET", path, nil), 200, "Dòng 4", "Cột B · Ngày sinh", "31/02/1988", "Ngày không có trong lịch", "Phòng Thiếu nhi")
	shows(t, serve(t, db, office, "GET", path+"?phan=moi", nil), 200, "Bùi Thị Lan Anh", "14/08/1986", "Trưởng phòng")
	shows(t, serve(t, db, office, "POST", path, nil), 409, "còn 1 dòng lỗi")
	shows(t, serve(t, db, office, "GET", "/ban/can-bo", nil), 200, "Chưa có ai")
	goes(t, serve(t, db, office, "POST", path, url.Values{"bo-qua": {"1"}}))
	shows(t, serve(t, db, office, "GET", path, nil), 200, "1 người mới")
	shows(t, serve(t, db, office, "GET", "/ban/can-bo", nil), 200, "Bùi Thị Lan Anh", "Phòng Thiếu nhi", "Trưởng phòng")
	shows(t, serve(t, db, office, "GET", "/ban/tai-khoan", nil), 200, "Bùi Thị Lan Anh")

	mended := strings.Replace(strings.Replace(list, "31/02", "28/02", 1), "Trưởng phòng", "Phó Giám đốc", 1)
	path = goes(t, upload(t, db, office, "/ban/nhap-can-bo", url.Values{"category": {"vien-chuc"}}, "ds.csv", []byte(mended)))
	shows(t, serve(t, db, office, "GET", path+"?phan=doi", nil), 200, "Chức vụ: ", "<del>Trưởng phòng</del>", "<ins>Phó Giám đốc</ins>", "Nhập 2 dòng")
	goes(t, serve(t, db, office, "POST", path, nil))
	path = goes(t, upload(t, db, office, "/ban/nhap-can-bo", nil, "ds.csv", []byte(mended)))
	shows(t, serve(t, db, office, "GET", path, nil), 200, "Danh sách đúng như hồ sơ")
	goes(t, serve(t, db, office, "POST", path+"/bo", nil))
	shows(t, serve(t, db, office, "GET", path, nil), 404)
}

func TestSampleCanBeImported(t *testing.T) {
	db := storetest.SQLite(t)
	w := serve(t, db, office, "GET", "/ban/nhap-can-bo/mau", nil)
	shows(t, w, 200)
	path := goes(t, upload(t, db, office, "/ban/nhap-can-bo", url.Values{"category": {"vien-chuc"}}, "mau.xlsx", w.Body.Bytes()))
	shows(t, serve(t, db, office, "GET", path, nil), 200, "Nhập 2 dòng", "14/08/1986", "Hồ Xuân Bách")
	goes(t, serve(t, db, office, "POST", path, nil))
}

func TestDepartmentsFormATree(t *testing.T) {
	db := storetest.SQLite(t)
	shows(t, serve(t, db, office, "GET", "/ban/phong-ban", nil), 200, "Chưa có phòng, ban nào")
	goes(t, serve(t, db, office, "POST", "/ban/phong-ban", url.Values{"name": {"Phòng Tin học"}, "kind": {"department"}, "tree": {"agency"}}))
	shows(t, serve(t, db, office, "POST", "/ban/phong-ban", url.Values{"name": {"phòng tin học"}, "kind": {"department"}, "tree": {"agency"}}), 422, "Đã có phòng, ban mang tên")
	page := serve(t, db, office, "GET", "/ban/phong-ban", nil)
	shows(t, page, 200, "Phòng Tin học")
	_, rest, _ := strings.Cut(page.Body.String(), "/ban/phong-ban/")
	id, _, _ := strings.Cut(rest, `"`)
	goes(t, serve(t, db, office, "POST", "/ban/phong-ban/"+id, url.Values{"name": {"Phòng Công nghệ"}, "kind": {"department"}, "tree": {"agency"}}))
	hired(t, db, url.Values{"name": {"Phan Đức Duy"}, "department": {id}})
	shows(t, serve(t, db, office, "GET", "/ban/phong-ban/"+id, nil), 200, "Phòng Công nghệ", "Phan Đức Duy")
	shows(t, serve(t, db, office, "POST", "/ban/phong-ban/"+id+"/dong", url.Values{"to": {"31/12/2026"}}), 422, "Phòng còn 1 người")
}

func TestAccountsHoldRolesAndLinks(t *testing.T) {
	db := storetest.SQLite(t)
	id := strings.TrimPrefix(hired(t, db, url.Values{"name": {"Trần Quốc Hưng"}}), "/ban/can-bo/")
	path := "/ban/tai-khoan/" + id
	goes(t, serve(t, db, office, "POST", path+"/vai-tro", url.Values{"role": {"teller"}}))
	shows(t, serve(t, db, office, "POST", path+"/vai-tro", url.Values{"role": {"teller", "head"}}), 422, "không thể vừa là Ban kiểm phiếu vừa là Người đứng đầu")
	goes(t, serve(t, db, office, "POST", path+"/vai-tro", url.Values{"role": {"head"}}))
	shows(t, serve(t, db, office, "GET", "/ban/tai-khoan?vai-tro=head", nil), 200, "Trần Quốc Hưng")
	shows(t, serve(t, db, office, "POST", path+"/mat-khau", url.Values{"login": {"hung"}, "password": {"ngan"}}), 422, "ít nhất 10 ký tự", `value="hung"`)
	goes(t, serve(t, db, office, "POST", path+"/mat-khau", url.Values{"login": {"hung"}, "password": {"mot-cau-dai-de-nho"}}))

	link := serve(t, db, office, "POST", path+"/lien-ket", nil)
	shows(t, link, 200, "http://example.com/d/thu-vien/moi/")
	_, rest, _ := strings.Cut(link.Body.String(), "/moi/")
	token, _, _ := strings.Cut(rest, "<")
	card := serve(t, db, office, "POST", "/ban/can-bo/"+id+"/the", nil)
	shows(t, card, 200, "codeword")
	enter := func() (session string, err error) {
		err = db.Write(t.Context(), access.Public("a"), func(tx *store.Tx) (err error) {
			session, err = account.EnterByLink(tx, token, "test")
			return err
		})
		return session, err
	}
	session, err := enter()
	if err != nil {
		t.Fatalf("the link does not open: %v", err)
	}
	goes(t, serve(t, db, office, "POST", path+"/dong-phien", nil))
	err = db.Read(t.Context(), access.Public("a"), func(tx *store.Tx) error {
		_, err := account.Recognise(tx, session)
		return err
	})
	if err == nil {
		t.Error("a session outlived its closing")
	}
	shows(t, serve(t, db, access.Actor{Org: "other", Person: "x", Roles: access.Roles()}, "GET", path, nil), 404)
}
