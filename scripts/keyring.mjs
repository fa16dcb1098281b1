import { spawnSync } from 'node:child_process'
import { installWithApt, mayUseApt } from './apt.mjs'

const isInstalled = () =>
  ['dbus-run-session', 'dbus-send', 'gnome-keyring-daemon'].every(
    (command) => spawnSync('which', [command], { stdio: 'ignore' }).status === 0,
  )

/**
 * Makes sure that Linux has a keyring which tests may start for themselves. Installs it with apt where this process may; throws one line on how
 * to get it otherwise. On other systems the keyring is the person's own, and no test touches it.
 */
export function ensureKeyring() {
  if (process.platform !== 'linux' || isInstalled()) return
  if (mayUseApt()) {
    console.error(
      'The tests of the keyring need one. Running apt-get install dbus gnome-keyring (you are root), once, some 30 MB.',
    )
    installWithApt('dbus', 'gnome-keyring')
  }
  if (!isInstalled()) throw new Error('The tests of the keyring need dbus and gnome-keyring: install both.')
}
