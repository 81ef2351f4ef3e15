package roster

import (
	"cmp"
	"crypto/rand"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// Post is a title that a person holds for a time, in one of the trees.
type Post struct {
	ID, Person, Title string
	Tree              Tree
	Department        string // id of the department or body; may be empty
	Rank              int    // precedence over all trees, 1 highest; 0 takes RankOf the title
	From, To          law.Day
}

// On reports whether the post is held on a day.
func (p Post) On(day law.Day) bool { return within(p.From, p.To, day) }

// ranks are the beginnings of titles without marks, the longest that fits
// decides. Deputies stand behind the chiefs of the same level.
var ranks = map[string]int{
	"bi thu dang uy": 8, "pho bi thu dang uy": 12, "bi thu chi bo": 16, "bi thu dang bo": 8, "bi thu": 16, "pho bi thu": 26,
	"chi uy vien": 45, "dang uy vien": 28,
	"giam doc": 10, "hieu truong": 10, "vien truong": 10, "tong giam doc": 9, "chanh van phong": 10, "cuc truong": 10,
	"chi cuc truong": 10, "chu tich uy ban": 10, "chu tich hoi": 10, "chu tich": 10, "thu truong": 10, "bo truong": 9, "quyen giam doc": 11, "phu trach": 12,
	"pho giam doc": 20, "pho hieu truong": 20, "vien pho": 20, "pho vien truong": 20, "pho tong giam doc": 19, "pho chanh van phong": 20,
	"pho cuc truong": 20, "pho chi cuc truong": 20, "pho chu tich": 20,
	"chu tich cong doan": 24, "pho chu tich cong doan": 36, "bi thu doan": 38, "pho bi thu doan": 46, "uy vien ban chap hanh": 50, "uy vien": 50,
	"truong phong": 30, "truong khoa": 30, "truong ban": 30, "ke toan truong": 32, "truong bo phan": 34, "truong trung tam": 30,
	"truong doi": 34, "doi truong": 34, "to truong": 42, "to truong cong doan": 52, "truong": 34,
	"pho truong phong": 40, "pho phong": 40, "pho khoa": 40, "pho ban": 40, "pho to truong": 48, "to pho": 48, "pho truong": 40,
}

const lowest = 90 // of titles that give no precedence

// RankOf is the usual precedence of a title: Giám đốc before Phó Giám đốc,
// Chủ tịch Công đoàn before Trưởng phòng.
func RankOf(title string) int {
	words := strings.Fields(locale.Fold(title))
	for n := len(words); n > 0; n-- {
		if r, ok := ranks[strings.Join(words[:n], " ")]; ok {
			return r
		}
	}
	return lowest
}

// Appoint gives a person a post and answers its id.
func Appoint(tx *store.Tx, post Post) (string, error) {
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return "", err
	}
	p, err := onePerson(tx, post.Person)
	if err != nil {
		return "", err
	}
	if post.Department != "" {
		if _, err := oneDepartment(tx, post.Department); err != nil {
			return "", err
		}
	}
	post.Title = tidy(post.Title)
	var f fault.Form
	f.Check(post.Title != "", "title", "fault.required")
	f.Check(slices.Contains(Trees(), post.Tree), "tree", "fault.required")
	f.Check(post.To.IsZero() || post.From.Before(post.To), "to", "roster.period")
	f.Check(p.Left.IsZero() || post.From.Before(p.Left), "from", "roster.after-left", p.Left)
	if err := f.Err(); err != nil {
		return "", err
	}
	post.ID = rand.Text()
	if post.Rank < 1 {
		post.Rank = RankOf(post.Title)
	}
	if err := insertPosts(tx, []Post{post}); err != nil {
		return "", err
	}
	return post.ID, journal.Write(tx, "roster.appoint", post.Person, post.Title)
}

// Relieve ends a post: on is the first day on which it is not held.
func Relieve(tx *store.Tx, post string, on law.Day) error {
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return err
	}
	p, err := onePost(tx, post)
	if err != nil {
		return err
	}
	var f fault.Form
	f.Check(!on.IsZero() && p.From.Before(on), "to", "roster.period")
	if err := f.Err(); err != nil {
		return err
	}
	if err := endPost(tx, post, on); err != nil {
		return err
	}
	return journal.Write(tx, "roster.relieve", p.Person, p.Title)
}

// PostsOn reads the posts a person holds on a day, highest precedence first,
// over all trees.
func PostsOn(tx *store.Tx, person string, on law.Day) ([]Post, error) {
	all, err := Posts(tx, person)
	return slices.DeleteFunc(all, func(p Post) bool { return !p.On(on) }), err
}

// Posts reads every post a person ever held, highest precedence first.
func Posts(tx *store.Tx, person string) ([]Post, error) {
	if err := tx.Who.Need(access.SeeStaff); err != nil {
		return nil, err
	}
	if _, err := onePerson(tx, person); err != nil {
		return nil, err
	}
	posts, err := postsOf(tx, person)
	slices.SortStableFunc(posts, precedence)
	return posts, err
}

func precedence(a, b Post) int {
	return cmp.Or(cmp.Compare(a.Rank, b.Rank), slices.Index(Trees(), a.Tree)-slices.Index(Trees(), b.Tree), a.From.Compare(b.From), strings.Compare(a.Title, b.Title))
}

func mainPost(posts []Post, on law.Day) string {
	var best Post
	for _, p := range posts {
		if p.On(on) && (best.ID == "" || precedence(p, best) < 0) {
			best = p
		}
	}
	return best.Title
}

func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }
