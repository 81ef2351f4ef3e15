package cli

// form is the JSON form of a conference with the unit and the people it needs;
// docs/import-conference.md says what each field means. Days are ISO; what is
// unknown is left out.
type form struct {
	Unit        formUnit         `json:"unit"`
	Departments []formDepartment `json:"departments,omitempty"`
	People      []formPerson     `json:"people,omitempty"`
	Generate    []formGenerate   `json:"generate,omitempty"`
	Conference  formConference   `json:"conference"`
}

type formUnit struct {
	Slug        string `json:"slug"`
	Host        string `json:"host,omitempty"`
	Name        string `json:"name"`
	Short       string `json:"short,omitempty"`
	Parent      string `json:"parent,omitempty"`
	Sector      string `json:"sector,omitempty"`
	Place       string `json:"place,omitempty"`
	Symbol      string `json:"symbol,omitempty"`
	Kind        string `json:"kind"`
	FullBudget  bool   `json:"full_budget,omitempty"`
	Partner     string `json:"partner,omitempty"`
	PartnerName string `json:"partner_name,omitempty"`
	HeadTitle   string `json:"head_title,omitempty"`
}

type formDepartment struct {
	Name   string `json:"name"`
	Parent string `json:"parent,omitempty"`
	Tree   string `json:"tree,omitempty"`
	Kind   string `json:"kind,omitempty"`
}

type formPerson struct {
	Name       string     `json:"name"`
	Born       string     `json:"born,omitempty"`
	Sex        string     `json:"sex,omitempty"`
	Category   string     `json:"category"`
	Department string     `json:"department,omitempty"`
	Union      bool       `json:"union,omitempty"`
	Party      bool       `json:"party,omitempty"`
	Posts      []formPost `json:"posts,omitempty"`
	Roles      []string   `json:"roles,omitempty"`
}

type formPost struct {
	Title      string `json:"title"`
	Tree       string `json:"tree,omitempty"`
	Rank       int    `json:"rank,omitempty"`
	Department string `json:"department,omitempty"` // the body of which the post is one
}

// formGenerate asks for people whom the source does not name.
type formGenerate struct {
	Count      int        `json:"count"`
	Category   string     `json:"category"`
	Department string     `json:"department,omitempty"`
	Posts      []formPost `json:"posts,omitempty"` // that each of them holds
}

type formConference struct {
	Track        string        `json:"track,omitempty"`
	Form         string        `json:"form,omitempty"`
	Name         string        `json:"name,omitempty"`
	NameStyle    string        `json:"name_style,omitempty"`
	YearName     string        `json:"year_name"`
	ReviewYear   int           `json:"review_year"`
	PlanYear     int           `json:"plan_year"`
	Period       string        `json:"period,omitempty"`
	HeldOn       string        `json:"held_on"`
	Session      string        `json:"session,omitempty"`
	StartsAt     string        `json:"starts_at,omitempty"`
	Place        string        `json:"place,omitempty"`
	Scope        string        `json:"scope,omitempty"`
	Purpose      string        `json:"purpose,omitempty"`
	GuidanceName string        `json:"guidance_name,omitempty"`
	ConsentBy    string        `json:"consent_by,omitempty"`
	ConsentOn    string        `json:"consent_on,omitempty"`
	Bases        []formBasis   `json:"bases,omitempty"`
	Committee    []formTask    `json:"committee,omitempty"`
	Guests       []formGuest   `json:"guests,omitempty"`
	Agenda       []formItem    `json:"agenda,omitempty"`
	Present      int           `json:"present,omitempty"`
	Excused      []formExcuse  `json:"excused,omitempty"`
	Papers       []formPaper   `json:"papers,omitempty"`
	Facts        []formFact    `json:"facts,omitempty"`
	Resolution   []formResolve `json:"resolution,omitempty"`
	Article      *formArticle  `json:"article,omitempty"`
	Stage        string        `json:"stage,omitempty"` // plan, open or held (the default)
}

type formBasis struct {
	Kind    string `json:"kind"`
	Number  string `json:"number,omitempty"`
	Symbol  string `json:"symbol,omitempty"`
	Dated   string `json:"dated,omitempty"`
	Issuer  string `json:"issuer,omitempty"`
	Subject string `json:"subject,omitempty"`
}

type formTask struct {
	Person string `json:"person"`
	Duty   string `json:"duty"`
	What   string `json:"what,omitempty"`
	Due    string `json:"due,omitempty"`
	Done   bool   `json:"done,omitempty"`
}

type formGuest struct {
	Honorific string   `json:"honorific,omitempty"`
	Name      string   `json:"name"`
	Posts     []string `json:"posts,omitempty"`
	Superior  bool     `json:"superior,omitempty"`
	OnBehalf  string   `json:"on_behalf,omitempty"`
	Absent    bool     `json:"absent,omitempty"` // invited and did not come
}

type formItem struct {
	Kind      string       `json:"kind"`
	Title     string       `json:"title,omitempty"`
	Presenter string       `json:"presenter,omitempty"`
	Minutes   int          `json:"minutes,omitempty"`
	Ends      string       `json:"ends,omitempty"`
	Outcome   string       `json:"outcome,omitempty"`
	Note      string       `json:"note,omitempty"`
	Speeches  []formSpeech `json:"speeches,omitempty"`
	Votes     []formVote   `json:"votes,omitempty"`
	Open      bool         `json:"open,omitempty"` // stage open: the item that is going on
}

type formSpeech struct {
	Name       string `json:"name"`
	Department string `json:"department,omitempty"`
	Topic      string `json:"topic,omitempty"`
	Note       string `json:"note,omitempty"`
	Waiting    bool   `json:"waiting,omitempty"` // still in the queue, asked by phone
}

// formVote is a result; a share alone (100%) is written as All.
type formVote struct {
	Question string `json:"question,omitempty"` // the title of the item when left out
	Base     string `json:"base,omitempty"`
	For      int64  `json:"for,omitempty"`
	Against  int64  `json:"against,omitempty"`
	Other    int64  `json:"other,omitempty"`
	All      bool   `json:"all,omitempty"` // everybody present was in favour
}

type formExcuse struct {
	Person string `json:"person"`
	Reason string `json:"reason"`
}

// formPaper is a document written out, a paragraph an entry.
type formPaper struct {
	Title string   `json:"title"`
	Item  string   `json:"item,omitempty"` // kind of the point that it belongs to
	Text  []string `json:"text"`
}

type formFact struct {
	Topic     string `json:"topic"`
	What      string `json:"what"`
	Low       string `json:"low,omitempty"`
	High      string `json:"high,omitempty"`
	Unit      string `json:"unit,omitempty"`
	Base      string `json:"base,omitempty"`
	DecidedBy string `json:"decided_by,omitempty"`
	State     string `json:"state,omitempty"`
	Year      int    `json:"year,omitempty"`
}

type formResolve struct {
	Part    string `json:"part,omitempty"`
	Text    string `json:"text"`
	Owner   string `json:"owner,omitempty"`
	Due     string `json:"due,omitempty"`
	Measure string `json:"measure,omitempty"`
}

type formArticle struct {
	Headline string      `json:"headline,omitempty"` // empty, agency or upper
	Category string      `json:"category,omitempty"`
	Lead     string      `json:"lead,omitempty"`  // of the writer; the drafted one then opens the body
	Stamp    string      `json:"stamp,omitempty"` // instant of publication, RFC 3339
	Show     string      `json:"show,omitempty"`  // long, short or empty: how the stamp is shown
	Publish  bool        `json:"publish,omitempty"`
	Byline   formByline  `json:"byline,omitzero"`
	EndMark  bool        `json:"end_mark,omitempty"`
	Photos   []formPhoto `json:"photos,omitempty"`
}

type formByline struct {
	Kind string `json:"kind,omitempty"`
	Role string `json:"role,omitempty"`
	Name string `json:"name,omitempty"`
	Unit string `json:"unit,omitempty"`
}

// formPhoto is a picture with a caption, or with the parts to make one of.
type formPhoto struct {
	File      string `json:"file,omitempty"` // beside the form; a drawing stands in for none
	Caption   string `json:"caption,omitempty"`
	Style     string `json:"style,omitempty"` // hyphen, dash, comma, scene or ceremony
	Honorific string `json:"honorific,omitempty"`
	Name      string `json:"name,omitempty"`
	Post      string `json:"post,omitempty"`
	Action    string `json:"action,omitempty"`
	Alt       string `json:"alt,omitempty"`
	Place     string `json:"place,omitempty"`
}
