package roster_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

var (
	office = access.Machine("a")
	day    = law.MustDay
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t testing.TB, db *store.DB, f func(tx *store.Tx) error) {
	t.Helper()
	must(t, db.Write(t.Context(), office, f))
}

func hire(t testing.TB, db *store.DB, p roster.Person) (id string) {
	t.Helper()
	if p.Category == "" {
		p.Category = roster.PublicEmployee
	}
	write(t, db, func(tx *store.Tx) (err error) {
		id, err = roster.Hire(tx, p)
		return err
	})
	return id
}

func names(people []roster.Person) []string {
	var out []string
	for _, p := range people {
		out = append(out, p.Name)
	}
	return out
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func TestStaffOnADay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		hire(t, db, roster.Person{Name: "Đặng Thị Ánh"})
		hire(t, db, roster.Person{Name: "Trần Văn An", Joined: day("2025-03-01")})
		gone := hire(t, db, roster.Person{Name: "Lê Ân", Joined: day("2020-01-01")})
		hire(t, db, roster.Person{Name: "NGUYỄN VĂN AN"})
		write(t, db, func(tx *store.Tx) error {
			if _, err := roster.Appoint(tx, roster.Post{Person: gone, Title: "Trưởng phòng", Tree: roster.Agency}); err != nil {
				return err
			}
			if _, err := roster.Appoint(tx, roster.Post{Person: gone, Title: "Phó Giám đốc", Tree: roster.Agency, From: day("2025-06-01")}); err != nil {
				return err
			}
			return roster.Dismiss(tx, gone, day("2025-06-01"))
		})
		write(t, db, func(tx *store.Tx) error {
			for on, want := range map[string][]string{
				"2025-02-28": {"Nguyễn Văn An", "Đặng Thị Ánh", "Lê Ân"},
				"2025-05-31": {"Nguyễn Văn An", "Trần Văn An", "Đặng Thị Ánh", "Lê Ân"},
				"2025-06-01": {"Nguyễn Văn An", "Trần Văn An", "Đặng Thị Ánh"},
			} {
				staff, err := roster.StaffOn(tx, day(on))
				must(t, err)
				same(t, "staff on "+on, names(staff), want)
			}
			posts, err := roster.PostsOn(tx, gone, day("2025-06-01"))
			same(t, "posts of somebody who left", len(posts), 0)
			posts, err3 := roster.Posts(tx, gone)
			must(t, err3)
			same(t, "posts ever begun", len(posts), 1)
			all, err2 := roster.ListPeople(tx)
			same(t, "found without marks", names(roster.Search(all, "dang anh")), []string{"Đặng Thị Ánh"})
			must(t, err2)
			return err
		})
	})
}

func TestPostsInTreesByPrecedence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		id := hire(t, db, roster.Person{Name: "Nguyễn Thị Minh Châu"})
		var deputy string
		write(t, db, func(tx *store.Tx) (err error) {
			if deputy, err = roster.Appoint(tx, roster.Post{Person: id, Title: "Phó Giám đốc", Tree: roster.Agency, From: day("2020-01-01")}); err != nil {
				return err
			}
			if _, err = roster.Appoint(tx, roster.Post{Person: id, Title: "Chủ tịch Công đoàn", Tree: roster.Union, From: day("2023-05-01")}); err != nil {
				return err
			}
			_, err = roster.Appoint(tx, roster.Post{Person: id, Title: "Bí thư Chi bộ", Tree: roster.Party, From: day("2024-01-01")})
			return err
		})
		titles := func(on string) (out []string) {
			write(t, db, func(tx *store.Tx) error {
				out = nil
				posts, err := roster.PostsOn(tx, id, day(on))
				for _, p := range posts {
					out = append(out, p.Title)
				}
				return err
			})
			return out
		}
		same(t, "2022", titles("2022-01-01"), []string{"Phó Giám đốc"})
		same(t, "2025", titles("2025-01-01"), []string{"Bí thư Chi bộ", "Phó Giám đốc", "Chủ tịch Công đoàn"})
		write(t, db, func(tx *store.Tx) error { return roster.Relieve(tx, deputy, day("2025-07-01")) })
		same(t, "before relief", titles("2025-06-30"), []string{"Bí thư Chi bộ", "Phó Giám đốc", "Chủ tịch Công đoàn"})
		same(t, "after relief", titles("2025-07-01"), []string{"Bí thư Chi bộ", "Chủ tịch Công đoàn"})
	})
}

func TestBoardStandsForItsMembersOfTheDay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var board, room, team string
		write(t, db, func(tx *store.Tx) (err error) {
			if room, err = roster.AddDepartment(tx, roster.Department{Name: "Phòng Tin học"}); err != nil {
				return err
			}
			if team, err = roster.AddDepartment(tx, roster.Department{Name: "Tổ Máy chủ", Parent: room}); err != nil {
				return err
			}
			board, err = roster.AddDepartment(tx, roster.Department{Name: "Ban Giám đốc", Kind: roster.Board})
			return err
		})
		old := hire(t, db, roster.Person{Name: "Hoàng Văn Tú", Department: board})
		young := hire(t, db, roster.Person{Name: "Trần Quốc Hưng", Department: room})
		hire(t, db, roster.Person{Name: "Phan Đức Duy", Department: team})
		write(t, db, func(tx *store.Tx) error {
			if _, err := roster.Appoint(tx, roster.Post{Person: young, Title: "Giám đốc", Tree: roster.Agency, Department: board, From: day("2025-01-01")}); err != nil {
				return err
			}
			return roster.Dismiss(tx, old, day("2025-01-01"))
		})
		write(t, db, func(tx *store.Tx) error {
			for on, want := range map[string][]string{"2024-12-31": {"Hoàng Văn Tú"}, "2025-01-01": {"Trần Quốc Hưng"}} {
				got, err := roster.MembersOf(tx, board, day(on))
				must(t, err)
				same(t, "board on "+on, names(got), want)
			}
			got, err := roster.MembersOf(tx, room, day("2025-01-01"))
			same(t, "a department with its team", names(got), []string{"Phan Đức Duy", "Trần Quốc Hưng"})
			all, err2 := roster.Departments(tx, day("2025-01-01"))
			must(t, err2)
			var order []string
			for _, d := range all {
				order = append(order, d.Name)
			}
			same(t, "tree", order, []string{"Ban Giám đốc", "Phòng Tin học", "Tổ Máy chủ"})
			if err := roster.AmendDepartment(tx, roster.Department{ID: room, Name: "Phòng Tin học", Parent: team}); !fault.Is(err, fault.Invalid) {
				t.Errorf("a department under its own team: %v", err)
			}
			if err := roster.CloseDepartment(tx, team, day("2026-01-01")); !fault.Is(err, fault.Invalid) {
				t.Errorf("a team with people was closed: %v", err)
			}
			return err
		})
	})
}

func TestStatusOnADay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		id := hire(t, db, roster.Person{Name: "Bùi Thị Lan Anh"})
		write(t, db, func(tx *store.Tx) error {
			if err := roster.SetStatus(tx, roster.Spell{Person: id, Status: roster.Leave, From: day("2025-03-01"), To: day("2025-09-01"), Reason: "thai sản"}); err != nil {
				return err
			}
			if err := roster.SetStatus(tx, roster.Spell{Person: id, Status: roster.Seconded, From: day("2025-08-01"), To: law.Day{}, Reason: ""}); err != nil {
				return err
			}
			return roster.SetStatus(tx, roster.Spell{Person: id, Status: roster.Working, From: day("2026-01-01"), To: law.Day{}, Reason: ""})
		})
		write(t, db, func(tx *store.Tx) error {
			for on, want := range map[string]string{"2025-02-28": roster.Working, "2025-03-01": roster.Leave, "2025-08-01": roster.Seconded, "2026-01-01": roster.Working} {
				got, err := roster.StatusOn(tx, id, day(on))
				must(t, err)
				same(t, on, got, want)
			}
			return nil
		})
	})
}

func TestHireRefusesAllFaultsAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		hire(t, db, roster.Person{Name: "Đỗ Thị Bích Ngọc", Code: "TV01"})
		bad := roster.Person{Name: "An 2", Born: day("2020-01-01"), Sex: "x", Category: "y", Phone: "12", Email: "a", Code: "TV01"}
		err := db.Write(t.Context(), office, func(tx *store.Tx) error { _, err := roster.Hire(tx, bad); return err })
		var fields []string
		for _, f := range fault.Of(err).Fields {
			fields = append(fields, f.Name)
		}
		same(t, "fields at fault", fields, []string{"name", "born", "sex", "category", "email", "phone", "code"})
	})
}

// Every verb answers somebody of another organisation as if nothing were there.
func TestOtherOrganisationSeesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var d, post, kept string
		id := hire(t, db, roster.Person{Name: "Hồ Xuân Bách"})
		write(t, db, func(tx *store.Tx) (err error) {
			if d, err = roster.AddDepartment(tx, roster.Department{Name: "Phòng Thiếu nhi"}); err != nil {
				return err
			}
			if kept, err = roster.Keep(tx, roster.Upload{Name: "x.csv", Body: []byte("x")}); err != nil {
				return err
			}
			post, err = roster.Appoint(tx, roster.Post{Person: id, Title: "Phó Trưởng phòng", Tree: roster.Agency})
			return err
		})
		on := day("2026-01-01")
		missing := map[string]func(tx *store.Tx) error{
			"Hire": func(tx *store.Tx) error {
				_, err := roster.Hire(tx, roster.Person{Name: "Lê Văn A", Category: roster.Worker, Department: d})
				return err
			},
			"Amend":   func(tx *store.Tx) error { return roster.Amend(tx, roster.Person{ID: id, Name: "Lê Văn A"}) },
			"Dismiss": func(tx *store.Tx) error { return roster.Dismiss(tx, id, on) },
			"Appoint": func(tx *store.Tx) error { _, err := roster.Appoint(tx, roster.Post{Person: id}); return err },
			"Relieve": func(tx *store.Tx) error { return roster.Relieve(tx, post, on) },
			"Find":    func(tx *store.Tx) error { _, err := roster.Find(tx, id); return err },
			"PostsOn": func(tx *store.Tx) error { _, err := roster.PostsOn(tx, id, on); return err },
			"Posts":   func(tx *store.Tx) error { _, err := roster.Posts(tx, id); return err },
			"SetStatus": func(tx *store.Tx) error {
				return roster.SetStatus(tx, roster.Spell{Person: id, Status: roster.Leave, From: on, To: law.Day{}, Reason: ""})
			},
			"StatusOn": func(tx *store.Tx) error { _, err := roster.StatusOn(tx, id, on); return err },
			"Statuses": func(tx *store.Tx) error { _, err := roster.Statuses(tx, id); return err },
			"AddDepartment": func(tx *store.Tx) error {
				_, err := roster.AddDepartment(tx, roster.Department{Name: "X", Parent: d})
				return err
			},
			"AmendDepartment": func(tx *store.Tx) error { return roster.AmendDepartment(tx, roster.Department{ID: d, Name: "X"}) },
			"CloseDepartment": func(tx *store.Tx) error { return roster.CloseDepartment(tx, d, on) },
			"MembersOf":       func(tx *store.Tx) error { _, err := roster.MembersOf(tx, d, on); return err },
			"Finish":          func(tx *store.Tx) error { return roster.Finish(tx, kept, roster.Import{}) },
			"Kept":            func(tx *store.Tx) error { _, err := roster.Kept(tx, kept); return err },
			"Drop":            func(tx *store.Tx) error { return roster.Drop(tx, kept) },
		}
		stranger := access.Actor{Org: "other", Person: "x", Roles: access.Roles()}
		for verb, ask := range missing {
			if err := db.Write(t.Context(), stranger, ask); !fault.Is(err, fault.Missing) {
				t.Errorf("%s answers %v, want Missing", verb, err)
			}
		}
		must(t, db.Write(t.Context(), stranger, func(tx *store.Tx) error {
			all, err := roster.ListPeople(tx)
			must(t, err)
			staff, err := roster.StaffOn(tx, on)
			must(t, err)
			departments, err := roster.Departments(tx, law.Day{})
			must(t, err)
			sheet, err := roster.ReadSheet("x.csv", []byte("Họ và tên,Ngày sinh\nHồ Xuân Bách,1/2/1980\n"))
			must(t, err)
			plan, err := roster.Plan(tx, sheet, roster.Choices{Category: roster.Worker})
			must(t, err)
			same(t, "lists of another organisation", len(all)+len(staff)+len(departments)+len(plan.Same)+len(plan.Changed), 0)
			return roster.Carry(tx, plan, false)
		}))
		write(t, db, func(tx *store.Tx) error {
			all, err := roster.ListPeople(tx)
			same(t, "people after the other's import", names(all), []string{"Hồ Xuân Bách"})
			return err
		})
	})
}

func TestOnlyWhoMayKeepsStaff(t *testing.T) {
	db := storetest.SQLite(t)
	reader := access.Actor{Org: "a", Person: "x", Roles: []access.Role{access.Inspector}}
	err := db.Write(t.Context(), reader, func(tx *store.Tx) error {
		_, err := roster.Hire(tx, roster.Person{Name: "Lê Văn An", Category: roster.Worker})
		return err
	})
	if !fault.Is(err, fault.Denied) {
		t.Errorf("an inspector hired: %v", err)
	}
}

func TestRankOf(t *testing.T) {
	order := []string{"Giám đốc", "Bí thư Chi bộ", "Phó Giám đốc", "Chủ tịch Công đoàn cơ sở", "Trưởng phòng Tin học", "Kế toán trưởng", "Phó Trưởng phòng", "Thư viện viên hạng III"}
	for i := range order[1:] {
		if a, b := roster.RankOf(order[i]), roster.RankOf(order[i+1]); a >= b {
			t.Errorf("%s has %d, %s has %d", order[i], a, order[i+1], b)
		}
	}
	if roster.RankOf("") != roster.RankOf("Chuyên viên") {
		t.Error("an empty title has a rank")
	}
}
