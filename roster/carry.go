package roster

import (
	"crypto/rand"
	"fmt"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// Upload is a file that waits between its dry run and its import.
type Upload struct {
	Name     string
	Category Category
	Body     []byte
	done     string
}

// Done gives the figures of an upload whose import was carried out.
func (u Upload) Done() (d Done, ok bool) {
	n, err := fmt.Sscan(u.done, &d.Added, &d.Changed, &d.Same, &d.Bad)
	return d, err == nil && n == 4
}

// Done is how many people an import added, changed and left as they were, and
// how many rows it left out.
type Done struct{ Added, Changed, Same, Bad int }

const uploadFor = 48 * time.Hour

// Keep stores a file for the next step and answers its id. Files older than
// two days are thrown away.
func Keep(tx *store.Tx, u Upload) (string, error) {
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return "", err
	}
	if err := deleteOldUploads(tx, tx.Now.Add(-uploadFor)); err != nil {
		return "", err
	}
	id := rand.Text()
	return id, insertUpload(tx, id, u)
}

// Kept reads a stored file.
func Kept(tx *store.Tx, id string) (Upload, error) {
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return Upload{}, err
	}
	return oneUpload(tx, id)
}

// Finish forgets the bytes of a file that was imported and keeps the figures.
func Finish(tx *store.Tx, id string, imp Import) error {
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return err
	}
	n, err := finishUpload(tx, id, fmt.Sprint(len(imp.Added), len(imp.Changed), len(imp.Same), imp.BadLines))
	if err == nil && n == 0 {
		return fault.New(fault.Missing, "fault.missing")
	}
	return err
}

// Drop throws a stored file away.
func Drop(tx *store.Tx, id string) error {
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return err
	}
	n, err := deleteUpload(tx, id)
	if err == nil && n == 0 {
		return fault.New(fault.Missing, "fault.missing")
	}
	return err
}

// Carry writes an import that Plan made in the same transaction. With bad rows
// it is refused unless they are to be left out. Departments that are missing
// are opened; a new title ends the one before it in the same tree.
func Carry(tx *store.Tx, imp Import, leaveOutBad bool) error {
	if err := tx.Who.Need(access.KeepStaff); err != nil {
		return err
	}
	if len(imp.Bad) > 0 && !leaveOutBad {
		return fault.New(fault.Conflict, "roster.import.bad", imp.BadLines)
	}
	opened, err := openDepartments(tx, imp)
	if err != nil {
		return err
	}
	var people []Person
	var posts []Post
	ended := map[string]map[Tree]bool{}
	for i, list := range [][]Entry{imp.Added, imp.Changed} {
		for _, e := range list {
			if e.Person.Department == "" && e.Person.DepartmentName != "" {
				e.Person.Department = opened[nameKey(e.Person.DepartmentName)]
			}
			people = append(people, e.Person)
			for tree, title := range map[Tree]string{Agency: e.Person.Post, Union: e.Union, Party: e.Party} {
				if title == "" {
					continue
				}
				p := Post{ID: rand.Text(), Person: e.Person.ID, Title: title, Tree: tree, Rank: RankOf(title)}
				if i == 1 {
					p.From = imp.On
					if ended[p.Person] == nil {
						ended[p.Person] = map[Tree]bool{}
					}
					ended[p.Person][tree] = true
				}
				posts = append(posts, p)
			}
		}
	}
	if err := putPeople(tx, people); err != nil {
		return err
	}
	if err := endTitles(tx, imp, ended); err != nil {
		return err
	}
	if err := insertPosts(tx, posts); err != nil {
		return fmt.Errorf("write posts: %w", err)
	}
	return journal.Write(tx, "roster.import", "", fmt.Sprintf("+%d ~%d =%d !%d", len(imp.Added), len(imp.Changed), len(imp.Same), imp.BadLines))
}

func openDepartments(tx *store.Tx, imp Import) (map[string]string, error) {
	all, err := allDepartments(tx)
	if err != nil {
		return nil, err
	}
	opened := map[string]string{}
	var fresh []Department
	for i, name := range imp.NewDepartments {
		d := Department{ID: rand.Text(), Name: name, Tree: Agency, Kind: kindOf(name), Position: len(all) + i + 1}
		opened[nameKey(name)] = d.ID
		fresh = append(fresh, d)
	}
	return opened, putDepartments(tx, fresh)
}

// endTitles ends the title of highest precedence that a new one follows. One
// that began on the same day is a mistake put right, and goes.
func endTitles(tx *store.Tx, imp Import, ended map[string]map[Tree]bool) error {
	if len(ended) == 0 {
		return nil
	}
	posts, err := allPosts(tx)
	if err != nil {
		return err
	}
	best := map[string]Post{}
	for _, p := range posts {
		if !ended[p.Person][p.Tree] || !p.On(imp.On) {
			continue
		}
		key := p.Person + string(p.Tree)
		if b, ok := best[key]; !ok || precedence(p, b) < 0 {
			best[key] = p
		}
	}
	for _, p := range best {
		if err := endPost(tx, p.ID, imp.On); err != nil {
			return err
		}
	}
	return nil
}
