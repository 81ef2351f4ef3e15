package law

// Conference holds the rules of the staff conference that later files fill in;
// see quorums and majorities below.

var (
	tt01    = "khoản 3 Điều 2 Thông tư số 01/2016/TT-BNV"
	l10d51c = "điểm c khoản 2 Điều 51 Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15"
)

// Quorum is the share of the convened who must be present.
var Quorum = Series[Share]{
	{ID: "conf.quorum.fraction@2016-03-01", From: MustDay("2016-03-01"), To: MustDay("2023-06-30"), Cite: tt01, Conf: Verified, Is: AtLeast(2, 3)},
	{ID: "conf.quorum.fraction@2023-07-01", From: MustDay("2023-07-01"), Cite: l10d51c, Conf: Verified, Is: AtLeast(2, 3)},
}

// Majority is the share of those attending who must be in favour.
var Majority = Series[Share]{
	{ID: "conf.pass.fraction@2016-03-01", From: MustDay("2016-03-01"), To: MustDay("2023-06-30"), Cite: tt01, Conf: Verified, Is: MoreThan(1, 2)},
	{ID: "conf.pass.fraction@2023-07-01", From: MustDay("2023-07-01"), Cite: l10d51c, Conf: Verified, Is: MoreThan(1, 2)},
}
