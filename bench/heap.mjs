// The heap that a login holds while it waits, and what each of its polls leaves there.
import process from 'node:process'
import { endWaits, grantAll, PEERS, setPendingPolls } from './peers.mjs'

const LOGINS = 1_000
/** So many polls until all code is compiled. The code lives for 150. */
const FIRST_POLLS = 20
const POLLS = 100

async function heapAfter(polls) {
  for (let poll = 0; poll < polls; poll++) await endWaits()
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  for (let count = 0; count < 3; count++) globalThis.gc()
  return process.memoryUsage().heapUsed
}

setPendingPolls(Number.POSITIVE_INFINITY)
process.stdout.write(`of ${LOGINS} that wait${'one'.padStart(15)}${'each poll'.padStart(12)}\n`)
// In an order that leaves what all share, such as compiled code, to the first.
for (const [name, login] of Object.entries(PEERS)) {
  login().catch(() => {})
  const before = await heapAfter(FIRST_POLLS)
  for (let count = 0; count < LOGINS; count++) login().catch(() => {})
  const first = await heapAfter(FIRST_POLLS)
  const last = await heapAfter(POLLS)
  // Whoever went on polling would be measured with the next.
  grantAll()
  while ((await endWaits()) > 0);
  const each = (first - before) / LOGINS / 1024
  const kept = (last - first) / LOGINS / POLLS
  process.stdout.write(
    `${name.padEnd(20)}${`${each.toFixed(1)} KiB`.padStart(15)}${`${Math.round(kept) || 0} B`.padStart(12)}\n`,
  )
}
process.exit()
