package election_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/regulation"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/tally"
)

var held = law.MustDay("2026-01-23")

// hall is an open conference with everybody present: p[0] is the head, p[1] the
// deputy, p[2] the chief accountant, the last two count.
type hall struct {
	*testing.T
	db   *store.DB
	org  string
	desk access.Actor
	conf string
	p    []string
}

func newHall(t *testing.T, db *store.DB, n int) *hall {
	t.Helper()
	org, err := account.Found(context.Background(), db, account.Org{Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Kind: "su-nghiep", HeadTitle: "Giám đốc", Partner: "UNION_BASE"})
	if err != nil {
		t.Fatal(err)
	}
	h := &hall{T: t, db: db, org: org.ID}
	h.desk = access.Actor{Org: org.ID, Person: "desk", Roles: []access.Role{access.Secretary, access.Presidium}}
	h.do(func(tx *store.Tx) error {
		for i := range n {
			id, err := roster.Hire(tx, roster.Person{Name: nameOf(i), Category: roster.PublicEmployee, Joined: law.MustDay("2010-03-01").AddDays(i)})
			if err != nil {
				return err
			}
			h.p = append(h.p, id)
		}
		for i, title := range []string{"Giám đốc", "Phó Giám đốc", "Kế toán trưởng", "Trưởng phòng"} {
			if _, err := roster.Appoint(tx, roster.Post{Person: h.p[i], Title: title, Tree: roster.Agency, From: law.MustDay("2020-01-01")}); err != nil {
				return err
			}
		}
		h.conf, err = conference.Plan(tx, conference.Conference{Name: "Hội nghị", OwnName: true, Track: "staff", Form: "whole", YearName: "plan",
			ReviewYear: 2025, PlanYear: 2026, Period: "calendar", HeldOn: held, Session: "morning", StartsAt: "08:00", Place: "Hội trường", Scope: "office"})
		if err != nil {
			return err
		}
		staff, err := roster.StaffOn(tx, held)
		if err != nil {
			return err
		}
		if err := conference.Convene(tx, h.conf, staff); err != nil {
			return err
		}
		for _, p := range h.p {
			if _, _, err := conference.CheckIn(tx, h.conf, p, conference.ByCard); err != nil {
				return err
			}
		}
		return conference.Begin(tx, h.conf)
	})
	return h
}

// nameOf is a name that nobody else of a hall has.
func nameOf(i int) string {
	families, middles := []string{"Nguyễn", "Trần", "Lê", "Phạm"}, []string{"Văn", "Thị", "Đức", "Minh"}
	given := []string{"An", "Bình", "Chi", "Dũng", "Hà", "Khánh", "Lan", "Nam"}
	return families[i%4] + " " + middles[i/32%4] + " " + given[i/4%8]
}

func (h *hall) as(person string, roles ...access.Role) access.Actor {
	return access.Actor{Org: h.org, Person: person, Roles: roles}
}

func (h *hall) try(who access.Actor, f func(*store.Tx) error) error {
	return h.db.Write(context.Background(), who, f)
}

func (h *hall) do(f func(*store.Tx) error) {
	h.Helper()
	if err := h.try(h.desk, f); err != nil {
		h.Fatal(err)
	}
}

func (h *hall) refused(who access.Actor, want string, f func(*store.Tx) error) {
	h.Helper()
	err := h.try(who, f)
	if err == nil {
		h.Errorf("allowed, want %s", want)
		return
	}
	got := fault.Of(err)
	keys := []string{got.Key}
	for _, x := range got.Fields {
		keys = append(keys, x.Key)
	}
	for _, k := range keys {
		if k == want {
			return
		}
	}
	h.Errorf("refused with %v, want %s", err, want)
}

// vote is a ballot that the conference passed, or did not.
func (h *hall) vote(yes int64) (id string) {
	h.Helper()
	h.do(func(tx *store.Tx) (err error) {
		if id, err = ballot.Open(tx, ballot.Ballot{Conference: h.conf, Question: "Chốt danh sách bầu cử", Method: "hand", Base: "present", Shown: "live"}); err != nil {
			return err
		}
		if err = ballot.Enter(tx, id, ballot.Count{Row: "1", InFavour: yes}); err != nil {
			return err
		}
		_, err = ballot.Close(tx, id)
		return err
	})
	return id
}

// plan is an election that is ready for its first round.
type plan struct {
	seats      int
	candidates []int // places in hall.p
	form       string
	tie        string
	way        tally.Way
}

func (h *hall) call(p plan) (id string) {
	h.Helper()
	h.do(func(tx *store.Tx) (err error) {
		id, err = election.Call(tx, election.Election{Conference: h.conf, Purpose: election.Board, Title: "Bầu Ban Thanh tra nhân dân", Seats: p.seats})
		for _, i := range p.candidates {
			if err != nil {
				return err
			}
			_, err = election.Nominate(tx, election.Candidate{Election: id, Person: h.p[i], Source: "nominated", By: "Ban Chấp hành công đoàn", ConsentOn: held.AddDays(-3), ConsentHow: "letter"})
		}
		return err
	})
	list := h.vote(int64(len(h.p)))
	h.do(func(tx *store.Tx) error {
		if err := election.SettleList(tx, id, list); err != nil {
			return err
		}
		way := p.way
		if way == "" {
			way = tally.Choose
		}
		if err := election.SetRules(tx, id, election.Rules{Way: way, Form: p.form, Base: "present", Tie: p.tie, Min: 1, Max: p.seats}); err != nil {
			return err
		}
		n := len(h.p)
		return election.AppointTellers(tx, id, []election.Teller{{Person: h.p[n-1], Duty: "head"}, {Person: h.p[n-2], Duty: "member"}})
	})
	return id
}

func (h *hall) tellers() (access.Actor, access.Actor) {
	n := len(h.p)
	return h.as(h.p[n-1], access.Teller), h.as(h.p[n-2], access.Teller)
}

func (h *hall) open(id string) (round string) {
	h.Helper()
	h.do(func(tx *store.Tx) (err error) { round, err = election.OpenRound(tx, id); return err })
	return round
}

func count(valid, invalid, out int64, votes ...int64) tally.Count {
	return tally.Count{Sums: tally.Sums{Valid: valid, Invalid: invalid, For: votes}, NotReturned: out}
}

func (h *hall) enter(who access.Actor, round string, c tally.Count) error {
	return h.try(who, func(tx *store.Tx) error { return election.EnterCount(tx, round, c) })
}

func (h *hall) both(round string, c tally.Count) {
	h.Helper()
	a, b := h.tellers()
	for _, who := range []access.Actor{a, b} {
		if err := h.enter(who, round, c); err != nil {
			h.Fatal(err)
		}
	}
}

func (h *hall) paper(round string, n int) {
	h.Helper()
	h.do(func(tx *store.Tx) error {
		if err := election.PrintSlips(tx, round, n); err != nil {
			return err
		}
		if err := election.HandOut(tx, round, election.ByPaper, h.p[:n]...); err != nil {
			return err
		}
		return election.CloseVoting(tx, round, election.Stub{})
	})
}

func (h *hall) decide(round string) (o election.Outcome) {
	h.Helper()
	h.do(func(tx *store.Tx) (err error) { o, err = election.Decide(tx, round); return err })
	return o
}

func won(o election.Outcome) (out []string) {
	for _, s := range o.Stood {
		if s.Won {
			out = append(out, s.Person)
		}
	}
	return out
}

// From the call to the recognised board with its head, on paper.
func TestAPaperElection(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHall(t, db, 30)
		id := h.call(plan{3, []int{3, 4, 5, 6}, election.Paper, "again", tally.Cross})
		round := h.open(id)
		h.paper(round, 30)
		h.both(round, count(27, 2, 1, 24, 20, 19, 14))
		o := h.decide(round)
		if got := won(o); strings.Join(got, " ") != strings.Join(h.p[3:6], " ") {
			t.Errorf("elected %v", got)
		}
		if o.NotReturned() != 1 || o.Base != 30 || len(o.Ways) != 1 || o.Guarded {
			t.Errorf("base %d, %d ways, %d not returned", o.Base, len(o.Ways), o.NotReturned())
		}
		first, last := o.Stood[0], o.Stood[3]
		if first.Why.Verdict != law.Met || !strings.Contains(first.Why.Cite, "Điều 21") || last.Why.Verdict != law.Short || last.Standing != tally.Short {
			t.Errorf("reasons: %+v\n%+v", first.Why, last.Why)
		}
		h.do(func(tx *store.Tx) error { return election.End(tx, id, "") })
		h.do(func(tx *store.Tx) error {
			e, err := election.Find(tx, id)
			if err != nil || e.Ended != "done" {
				t.Errorf("ended %+v, %v", e, err)
			}
			by, _, err := election.RecogniseBy(tx, e)
			if by != law.MustDay("2026-01-30") {
				t.Errorf("recognised by %s, want five working days", by)
			}
			return err
		})
		h.recognise(id)
	})
}

func (h *hall) recognise(id string) {
	h.Helper()
	h.refused(h.desk, "election.recognise.early", func(tx *store.Tx) error {
		return election.Recognise(tx, id, election.Recognition{Number: "05/QĐ-CĐCS", SignedOn: held.AddDays(-1), Issuer: "Công đoàn cơ sở"})
	})
	h.do(func(tx *store.Tx) error {
		return election.Recognise(tx, id, election.Recognition{Number: "05/QĐ-CĐCS", SignedOn: held, Issuer: "Công đoàn cơ sở", Signer: "Lê Thị Ân"})
	})
	h.refused(h.desk, "election.recognised", func(tx *store.Tx) error {
		return election.Recognise(tx, id, election.Recognition{Number: "06/QĐ-CĐCS", SignedOn: held, Issuer: "Công đoàn cơ sở"})
	})
	h.refused(h.desk, "election.meeting.member", func(tx *store.Tx) error {
		return election.FirstMeeting(tx, id, election.Meeting{HeldOn: held.AddDays(3), Present: 3, Head: h.p[9]})
	})
	h.refused(h.desk, "election.meeting.deputies", func(tx *store.Tx) error {
		return election.FirstMeeting(tx, id, election.Meeting{HeldOn: held.AddDays(3), Present: 3, Head: h.p[3], Deputies: []string{h.p[4], h.p[5]}})
	})
	h.do(func(tx *store.Tx) error {
		return election.FirstMeeting(tx, id, election.Meeting{HeldOn: held.AddDays(3), Present: 3, Head: h.p[4], Deputies: []string{h.p[5]}, Note: "3/3"})
	})
	h.do(func(tx *store.Tx) error {
		all, err := election.Serving(tx, held.AddDays(10))
		if err != nil || len(all) != 3 || all[0].Person != h.p[4] || all[0].Duty != "head" || all[1].Duty != "deputy" || all[0].To != law.MustDay("2028-01-23") {
			t := fmt.Sprintf("%+v %v", all, err)
			h.Error("serving: ", t)
		}
		posts, err := roster.PostsOn(tx, h.p[4], held.AddDays(10))
		if len(posts) != 1 || posts[0].Title != locale.In("vi").T("election.post.head") {
			h.Errorf("posts of the head: %+v", posts)
		}
		after, err2 := election.Serving(tx, law.MustDay("2028-01-23"))
		if err2 != nil || len(after) != 0 {
			h.Errorf("after the term: %+v %v", after, err2)
		}
		return err
	})
}

// Each bad input has its own sentence, and none leaves a trace.
func TestWhatIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHall(t, db, 12)
		call := func(e election.Election) func(*store.Tx) error {
			return func(tx *store.Tx) error {
				e.Conference = h.conf
				_, err := election.Call(tx, e)
				return err
			}
		}
		h.refused(h.desk, "fault.required", call(election.Election{Purpose: election.Board, Seats: 3}))
		h.refused(h.desk, "fault.choice", call(election.Election{Purpose: "king", Title: "x", Seats: 3}))
		h.refused(h.desk, "election.seats", call(election.Election{Purpose: election.Other, Title: "x", Seats: 0}))
		h.refused(h.desk, "election.size", call(election.Election{Purpose: election.Board, Title: "x", Seats: 2}))
		h.refused(h.desk, "election.size", call(election.Election{Purpose: election.Board, Title: "x", Seats: 10}))
		h.refused(h.desk, "election.staff.few", call(election.Election{Purpose: election.Board, Title: "x", Seats: 20}))
		h.refused(h.as("x", access.Delegate), "fault.denied", call(election.Election{Purpose: election.Other, Title: "x", Seats: 1}))
		h.refusedLists()
		h.refusedHands()
		h.refusedCounts()
	})
}

func (h *hall) refusedLists() {
	h.Helper()
	var id string
	h.do(func(tx *store.Tx) (err error) {
		id, err = election.Call(tx, election.Election{Conference: h.conf, Purpose: election.Board, Title: "Bầu Ban", Seats: 3})
		return err
	})
	put := func(i int, more ...func(*election.Candidate)) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			c := election.Candidate{Election: id, Person: h.p[i], Source: "self"}
			for _, f := range more {
				f(&c)
			}
			_, err := election.Nominate(tx, c)
			return err
		}
	}
	for _, i := range []int{0, 1, 2} {
		h.refused(h.desk, "election.candidate.barred", put(i))
	}
	h.refused(h.desk, "fault.required", put(3, func(c *election.Candidate) { c.Source = "nominated" }))
	h.refused(h.desk, "fault.required", put(3, func(c *election.Candidate) { c.Person = "nobody" }))
	h.refused(h.desk, "election.consent.later", put(3, func(c *election.Candidate) { c.ConsentOn, c.ConsentHow = held.AddDays(2), "letter" }))
	h.do(put(3))
	h.refused(h.desk, "election.candidate.twice", put(3))
	tellers := func(t ...election.Teller) func(*store.Tx) error {
		return func(tx *store.Tx) error { return election.AppointTellers(tx, id, t) }
	}
	h.refused(h.desk, "election.teller.stands", tellers(election.Teller{Person: h.p[3], Duty: "head"}, election.Teller{Person: h.p[4], Duty: "member"}))
	h.refused(h.desk, "election.teller.two", tellers(election.Teller{Person: h.p[4], Duty: "head"}))
	h.refused(h.desk, "election.teller.twice", tellers(election.Teller{Person: h.p[4], Duty: "head"}, election.Teller{Person: h.p[4], Duty: "member"}))
	h.refused(h.desk, "election.teller.head", tellers(election.Teller{Person: h.p[4], Duty: "member"}, election.Teller{Person: h.p[5], Duty: "member"}))
	h.do(tellers(election.Teller{Person: h.p[4], Duty: "head"}, election.Teller{Person: h.p[5], Duty: "member"}))
	h.refused(h.desk, "election.candidate.teller", put(4))
	settle := func(vote string) func(*store.Tx) error {
		return func(tx *store.Tx) error { return election.SettleList(tx, id, vote) }
	}
	h.refused(h.desk, "fault.required", settle(""))
	h.refused(h.desk, "fault.choice", settle("nothing"))
	h.refused(h.desk, "election.vote.not.passed", settle(h.vote(6)))
	yes := h.vote(12)
	h.refused(h.desk, "election.list.consent", settle(yes))
	h.do(func(tx *store.Tx) error {
		all, err := election.Candidates(tx, id)
		if err != nil {
			return err
		}
		return election.Consent(tx, all[0].ID, held.AddDays(-1), "letter")
	})
	h.refused(h.desk, "election.list.few", settle(yes))
	h.refused(h.desk, "election.list.open", func(tx *store.Tx) error { _, err := election.OpenRound(tx, id); return err })
	rules := func(r election.Rules) func(*store.Tx) error {
		return func(tx *store.Tx) error { return election.SetRules(tx, id, r) }
	}
	ok := election.Rules{Way: tally.Choose, Form: election.Paper, Base: "present", Tie: "lot", Min: 1, Max: 3}
	for want, change := range map[string]func(*election.Rules){
		"election.base.board": func(r *election.Rules) { r.Base = "valid" },
		"election.bounds.max": func(r *election.Rules) { r.Max = 4 },
		"election.bounds.min": func(r *election.Rules) { r.Min = 4 },
		"fault.choice":        func(r *election.Rules) { r.Form = "dove" },
	} {
		r := ok
		change(&r)
		h.refused(h.desk, want, rules(r))
	}
	h.do(func(tx *store.Tx) error {
		_, err := regulation.Record(tx, regulation.Own{Rule: "ttnd.vote.tie", Value: "seniority", Document: law.Document{Number: "15/QC-TVT", Day: law.MustDay("2024-01-15"), Article: "Điều 7"}})
		return err
	})
	h.refused(h.desk, "election.tie.recorded", rules(ok))
}

func (h *hall) refusedHands() {
	h.Helper()
	id := h.call(plan{3, []int{3, 4, 5, 6}, election.Mixed, "seniority", tally.Choose})
	round := h.open(id)
	hand := func(channel string, people ...string) func(*store.Tx) error {
		return func(tx *store.Tx) error { return election.HandOut(tx, round, channel, people...) }
	}
	h.refused(h.desk, "election.hand.printed", hand(election.ByPaper, h.p[0]))
	h.refused(h.desk, "election.slips", func(tx *store.Tx) error { return election.PrintSlips(tx, round, 0) })
	h.do(func(tx *store.Tx) error { return election.PrintSlips(tx, round, 3) })
	h.do(hand(election.ByPaper, h.p[0]))
	h.refused(h.desk, "election.hand.twice", hand(election.ByPaper, h.p[0]))
	h.refused(h.desk, "election.hand.paper", hand(election.ByBox, h.p[0]))
	h.do(hand(election.ByBox, h.p[1]))
	h.refused(h.desk, "election.hand.swap", hand(election.ByPaper, h.p[1]))
	h.refused(h.desk, "conference.not.on.list", hand(election.ByPaper, "stranger"))
	h.refused(h.desk, "election.hand.nobody", hand(election.ByPaper))
	h.refused(h.as("x", access.Delegate), "election.teller.only", hand(election.ByPaper, h.p[3]))
	h.do(func(tx *store.Tx) error { return conference.CheckOut(tx, h.conf, h.p[2]) })
	h.refused(h.desk, "election.hand.absent", hand(election.ByPaper, h.p[2]))
	used := fault.New(fault.Conflict, "urn.used")
	h.refused(h.desk, "urn.used", func(tx *store.Tx) error {
		return election.Swap(tx, round, h.p[1], func(*store.Tx) error { return used })
	})
	h.refused(h.desk, "election.swap.none", func(tx *store.Tx) error {
		return election.Swap(tx, round, h.p[5], func(*store.Tx) error { return nil })
	})
	h.do(func(tx *store.Tx) error {
		return election.Swap(tx, round, h.p[1], func(*store.Tx) error { return nil })
	})
	h.do(func(tx *store.Tx) error { return election.Spoil(tx, round) })
	h.refused(h.desk, "election.hand.printed", hand(election.ByPaper, h.p[3]))
	h.refused(h.desk, "election.stub", func(tx *store.Tx) error { return election.CloseVoting(tx, round, election.Stub{Spoiled: 1, Unused: 1}) })
	h.refused(h.desk, "election.round.running", func(tx *store.Tx) error { _, err := election.OpenRound(tx, id); return err })
	h.do(func(tx *store.Tx) error { return election.CloseVoting(tx, round, election.Stub{Spoiled: 1}) })
	h.refused(h.desk, "election.round.is.counting", hand(election.ByPaper, h.p[3]))
	h.do(func(tx *store.Tx) error {
		_, _, err := conference.CheckIn(tx, h.conf, h.p[2], conference.ByCard)
		return err
	})
}

func (h *hall) refusedCounts() {
	h.Helper()
	id := h.call(plan{3, []int{3, 4, 5, 6}, election.Paper, "seniority", tally.Choose})
	round := h.open(id)
	a, b := h.tellers()
	if err := h.enter(a, round, count(10, 0, 0, 1, 1, 1, 1)); fault.Of(err).Key != "election.round.is.open" {
		h.Errorf("a count of an open round: %v", err)
	}
	h.paper(round, 10)
	for want, c := range map[string]tally.Count{
		"election.count.many":  count(10, 1, 0, 9, 8, 7, 1),
		"election.count.above": count(9, 1, 0, 10, 8, 7, 1),
		"election.count.votes": count(9, 1, 0, 9, 9, 9, 1),
		"election.count.few":   count(9, 1, 0, 2, 2, 2, 2),
		"election.count.width": count(9, 1, 0, 2, 2),
	} {
		h.refused(a, want, func(tx *store.Tx) error { return election.EnterCount(tx, round, c) })
	}
	h.refused(h.as(h.p[7], access.Teller), "election.teller.only", func(tx *store.Tx) error {
		return election.EnterCount(tx, round, count(9, 1, 0, 9, 8, 7, 1))
	})
	decide := func(tx *store.Tx) error { _, err := election.Decide(tx, round); return err }
	h.refused(h.desk, "election.count.waiting", decide)
	if err := h.enter(a, round, count(8, 1, 0, 7, 7, 6, 2)); err != nil {
		h.Fatal(err)
	}
	h.refused(h.desk, "election.count.waiting", decide)
	if err := h.enter(b, round, count(8, 1, 0, 7, 6, 6, 2)); err != nil {
		h.Fatal(err)
	}
	h.refused(h.desk, "election.count.differ", decide)
	h.refused(a, "election.count.both", func(tx *store.Tx) error { return election.EnterCount(tx, round, count(8, 1, 0, 7, 6, 6, 2)) })
	h.refused(a, "fault.required", func(tx *store.Tx) error { return election.ThirdReading(tx, round, nil) })
	h.refused(a, "election.third.agreed", func(tx *store.Tx) error { return election.ThirdReading(tx, round, map[int]int64{1: 7, 0: 8}) })
	if err := h.try(b, func(tx *store.Tx) error { return election.ThirdReading(tx, round, map[int]int64{1: 7}) }); err != nil {
		h.Fatal(err)
	}
	h.refused(h.desk, "election.count.open", decide)
	h.refused(h.desk, "fault.required", func(tx *store.Tx) error { return election.Recount(tx, round, " ") })
	h.do(func(tx *store.Tx) error {
		return election.Recount(tx, round, "Hai lượt cộng lại thiếu một phiếu")
	})
	h.both(round, count(9, 1, 0, 8, 7, 7, 2))
	if o := h.decide(round); len(won(o)) != 3 || o.Pass != 2 {
		h.Errorf("after the recount in pass %d: %v", o.Pass, won(o))
	}
	h.refused(h.desk, "election.round.is.decided", decide)
}

// The first teller sees nothing of the second until both are in, and the page
// then has only what differs.
func TestTellersAreBlindToEachOther(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHall(t, db, 12)
		round := h.open(h.call(plan{3, []int{3, 4, 5}, election.Paper, "again", tally.Choose}))
		h.paper(round, 12)
		a, b := h.tellers()
		see := func(who access.Actor) (k election.Counting) {
			if err := h.try(who, func(tx *store.Tx) (err error) { k, err = election.CountingOf(tx, round); return err }); err != nil {
				t.Fatal(err)
			}
			return k
		}
		if err := h.enter(a, round, count(11, 1, 0, 9, 8, 7)); err != nil {
			t.Fatal(err)
		}
		for _, who := range []access.Actor{b, h.desk} {
			if k := see(who); k.Own != nil || k.Both || k.A.Count.Valid != 0 || len(k.In) != 1 {
				t.Errorf("%s sees %+v", who.Person, k)
			}
		}
		if k := see(a); k.Own == nil || k.Own.Count.For[0] != 9 {
			t.Errorf("the first teller does not see the own entry: %+v", k)
		}
		if err := h.enter(a, round, count(11, 1, 0, 9, 8, 8)); err != nil {
			t.Errorf("correcting the own entry: %v", err)
		}
		if err := h.enter(b, round, count(11, 1, 0, 9, 7, 8)); err != nil {
			t.Fatal(err)
		}
		if k := see(b); !k.Both || len(k.Differ) != 1 || k.Differ[0] != 1 || k.Agreed || k.Done() {
			t.Errorf("both in: %+v", k)
		}
		if err := h.try(a, func(tx *store.Tx) error { return election.ThirdReading(tx, round, map[int]int64{1: 8}) }); err != nil {
			t.Fatal(err)
		}
		if k := see(a); !k.Done() || k.Settled.For[1] != 8 {
			t.Errorf("settled: %+v", k)
		}
	})
}
