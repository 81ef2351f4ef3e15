package cli

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"

	"hoinghi/fault"
)

// benchServer is the program in a process of its own, so that its memory is
// not mixed with that of the phones.
type benchServer struct {
	cmd  *exec.Cmd
	base string
}

var servedAt = regexp.MustCompile(`http://[0-9.]+:\d+`)

func startServer(ctx context.Context, o options) (*benchServer, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	s := &benchServer{cmd: exec.CommandContext(ctx, self, "serve", "--addr", "127.0.0.1:0", "--data", o.data, "--db", o.db)}
	s.cmd.Stderr = os.Stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if s.base = servedAt.FindString(lines.Text()); s.base != "" {
			return s, nil
		}
	}
	s.stop()
	return nil, fault.New(fault.Internal, "cli.bench.server")
}

func (s *benchServer) stop() {
	s.cmd.Process.Kill()
	s.cmd.Wait()
}

// memory is the resident memory of the server in KB; 0 where the system does
// not tell.
func (s *benchServer) memory() int64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(b), "VmRSS:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	n, _ := strconv.ParseInt(fields[0], 10, 64)
	return n
}

// cpu is what the server has used of the processors, in the hundredths of a
// second in which Linux counts.
func (s *benchServer) cpu() time.Duration {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(b), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * 10 * time.Millisecond
}
