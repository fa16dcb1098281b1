// Loaded before a program (`node --import`): sets its clock, and lets one of its steps go wrong. The program itself knows nothing of it.
//
// A step is what others can see: a change in the file system, or a request. Between two steps, the moment of a crash makes no difference.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import os from 'node:os'

/** @type {import('./faults.ts').Faults} */
const { aheadMs = 0, at, until = Infinity, does, stoppedMs = 0, log } = JSON.parse(process.env.STORM_FAULTS ?? '{}')
let shiftMs = aheadMs
let step = 0

const now = Date.now
Date.now = () => now() + shiftMs
const monotonic = performance.now.bind(performance)
performance.now = () => monotonic() + shiftMs
const uptime = os.uptime
os.uptime = () => uptime() + shiftMs / 1000

/** Called before each step. */
function take(name) {
  step += 1
  if (log) fs.appendFileSync(log, `${step} ${name}\n`)
  if (at === undefined || step < at || step >= until) return
  if (does === 'kill') process.kill(process.pid, 'SIGKILL')
  if (does === 'stop' && step === at) {
    // What it reads when it goes on.
    shiftMs += stoppedMs
    process.kill(process.pid, 'SIGSTOP')
  }
  const isFull = does === 'ENOSPC' && /^(mkdir|open|write)/.test(name)
  const isDenied = does === 'EACCES' && name !== 'request' && name !== 'response'
  if (isFull || isDenied) throw Object.assign(new Error(`${does}: ${name}`), { code: does })
}

const { promises } = fs
for (const name of ['mkdir', 'rename', 'rmdir', 'unlink', 'rm', 'writeFile']) {
  const original = promises[name]
  promises[name] = async (...values) => {
    take(name)
    return original(...values)
  }
}
const { open } = promises
promises.open = async (path, flags, ...more) => {
  const writes = typeof flags === 'string' && /[wax+]/.test(flags)
  if (writes) take('open')
  const file = await open(path, flags, ...more)
  if (!writes) return file
  for (const name of ['writeFile', 'sync']) {
    const original = file[name].bind(file)
    file[name] = async (...values) => {
      take(name)
      return original(...values)
    }
  }
  return file
}
syncBuiltinESMExports()

const { fetch } = globalThis
globalThis.fetch = async (...values) => {
  take('request')
  const response = await fetch(...values)
  take('response')
  return response
}
