/** A desktop without a screen: its bus, its keyring, and nothing of this computer's own. */
export interface Desktop {
  /** What its processes have in their environment. */
  env: NodeJS.ProcessEnv
  /** Ends it, as signing out of a desktop does. */
  end(): Promise<void>
  /** Stops the keyring, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void>
}

/**
 * Signs in to a desktop. Needs `dbus-run-session` and `gnome-keyring-daemon`, which `npm test` installs.
 *
 * @param options.home where its keyring keeps
 * @param options.isLocked the keyring is not unlocked by signing in
 */
export function startDesktop(options: { home: string; isLocked?: boolean }): Promise<Desktop>
