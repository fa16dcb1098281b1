import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const MINUTES = 60_000

/** Whether this process may install packages of Debian: it changes the whole machine, so whoever does names the command first. */
export function mayUseApt() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/** @param {string[]} packages */
export function installWithApt(...packages) {
  run('update')
  run('install', '-y', '--no-install-recommends', ...packages)
}

function run(...args) {
  spawnSync('apt-get', args, {
    stdio: 'ignore',
    timeout: 5 * MINUTES,
    // On Debian services would be started, on their well-known ports and for good: the tests start their own.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  })
}
