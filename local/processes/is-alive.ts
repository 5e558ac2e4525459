// Whether a process of ours still runs, asked by its pid.

/** True while the process exists (signal 0 only asks). */
export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
