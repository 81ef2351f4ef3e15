package desk_test

import (
	"hoinghi/access"
	"hoinghi/web/desk"
	"hoinghi/web/kit/kittest"
)

// office is somebody with every role of organisation a.
var office = access.Actor{Org: "a", Person: "p0", Roles: access.Roles()}

var (
	serve  = kittest.Area(desk.Routes).Serve
	upload = kittest.Area(desk.Routes).Upload
	shows  = kittest.Shows
	goes   = kittest.Goes
)
