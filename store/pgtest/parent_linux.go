package pgtest

import "syscall"

// dieWithParent lets a child not outlive a test binary that was killed.
func dieWithParent(a *syscall.SysProcAttr) { a.Pdeathsig = syscall.SIGKILL }
