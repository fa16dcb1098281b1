// CPU of a poll, of a whole login, and of 10,000 at once, by each peer in turns. Each is given as a ratio to a loop of 20 lines, which checks nothing.
import process from 'node:process'
import { endWaits, PEERS, setPendingPolls } from './peers.mjs'

const ROUNDS = Number(process.env.ROUNDS ?? 15)
const WARM_UP = 4
const LOGINS = 100
const POLLS = 20
const MANY = Number(process.env.MANY ?? 10_000)

/** CPU time of so many logins at once, µs. */
async function cpuOf(login, logins, polls) {
  setPendingPolls(polls)
  globalThis.gc?.()
  const before = process.cpuUsage()
  const open = { logins }
  const all = Promise.all(Array.from({ length: logins }, () => login().finally(() => open.logins--)))
  all.catch(() => {})
  while (open.logins > 0) await endWaits()
  await all
  const { user, system } = process.cpuUsage(before)
  return user + system
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

const peers = Object.entries(PEERS)
const costs = Object.fromEntries(peers.map(([name]) => [name, { poll: [], login: [] }]))
for (let round = 0; round < ROUNDS + WARM_UP; round++) {
  // There and back: none always comes after the same one.
  for (const [name, login] of round % 2 ? peers.toReversed() : peers) {
    const short = await cpuOf(login, LOGINS, 0)
    const long = await cpuOf(login, LOGINS, POLLS)
    if (round < WARM_UP) continue
    costs[name].poll.push((long - short) / LOGINS / POLLS)
    costs[name].login.push(short / LOGINS)
  }
}
const many = {}
for (const [name, login] of peers) many[name] = (await cpuOf(login, MANY, 3)) / 1e6

const [[first]] = peers
const ratio = (kind, name) =>
  median(costs[name][kind].map((cost, round) => cost / costs[first][kind][round])).toFixed(1)
process.stdout.write(
  `medians of ${ROUNDS} rounds; CPU\n${'a poll'.padStart(33)}${'a login of 1 poll'.padStart(22)}${`${MANY} logins at once`.padStart(25)}\n`,
)
for (const [name] of peers) {
  const { poll, login } = costs[name]
  process.stdout.write(
    `${name.padEnd(20)}${`${median(poll).toFixed(0)} µs ${ratio('poll', name)}×`.padStart(13)}${`${median(login).toFixed(0)} µs ${ratio('login', name)}×`.padStart(22)}${`${many[name].toFixed(1)} s ${(many[name] / many[first]).toFixed(1)}×`.padStart(25)}\n`,
  )
}
