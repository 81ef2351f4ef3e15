package law

// PortalUpdate says how soon a portal is brought up to date.
var PortalUpdate = history("portal.update",
	since("2026-07-01", Item{"immediately", "cập nhật ngay khi có thông tin"}, read("khoản 3 Điều 9 "+nd224)))

// PortalDowntime is how long before a planned stop it is announced.
var PortalDowntime = history("portal.downtime", since("2026-07-01", Span{7, WorkingDaysOnly}, read("Điều 13 "+nd224)))

// SecurityLevel is the level of an internal system with personal data.
var SecurityLevel = history("sec.level",
	between("2016-07-01", "2026-08-18", 2, read("Điều 8 Nghị định số 85/2016/NĐ-CP")),
	since("2026-08-19", 2, read("khoản 1 Điều 12 Nghị định số 331/2026/NĐ-CP")),
)

// DataLaw names the law on personal data.
var DataLaw = history("pdp.law",
	between("2023-07-01", "2025-12-31", Item{"nd13", "Nghị định số 13/2023/NĐ-CP"}, read("Nghị định số 13/2023/NĐ-CP")),
	since("2026-01-01", Item{"l91", "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 và Nghị định số 356/2025/NĐ-CP"},
		read("Luật số 91/2025/QH15; Nghị định số 356/2025/NĐ-CP")),
)

var portalTopic = topic{
	name: "Cổng thông tin, an toàn dữ liệu", review: MustDay("2027-06-30"), kinds: UnitKinds(),
	rules: []Rule{
		rule(PortalUpdate, "Cập nhật cổng thông tin", itemText),
		rule(PortalDowntime, "Báo trước khi tạm ngừng", say[Span]("ít nhất %s")),
		rule(SecurityLevel, "Cấp độ an toàn hệ thống", counting("cấp độ %d: hệ thống nội bộ có dữ liệu cá nhân, không có bí mật nhà nước")),
		rule(DataLaw, "Bảo vệ dữ liệu cá nhân", itemText),
	},
}
