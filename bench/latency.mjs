// How long after the approval the token is there, against the optimum that the interval allows: the moment of the approval, or that at which the next
// poll is legal. Real time, real HTTP on loopback, all in one process.
import process from 'node:process'
import { PEERS, startServer } from './over-http.mjs'

const LOGINS = Number(process.env.LOGINS ?? 40)
const INTERVAL_S = 1
/** The person takes this long, and up to as long again, ms. */
const PERSON_MS = 2_000

const server = await startServer(INTERVAL_S)

async function signIn(login) {
  let code
  await login(server.origin, (shown) => {
    code = shown
    setTimeout(() => server.approve(code), PERSON_MS * (1 + Math.random()))
  })
  return { lateMs: server.latenessOf(code), isEarly: server.hadEarlyPoll(code) }
}

process.stdout.write(
  `from the approval until the token is there, beyond what an interval of ${INTERVAL_S} s allows; ${LOGINS} logins each\n${'median'.padStart(32)}${'longest'.padStart(12)}${'with an early poll'.padStart(22)}\n`,
)
for (const [name, login] of Object.entries(PEERS)) {
  // Not all at one moment, or each would wait for the others' work.
  const all = Array.from({ length: LOGINS }, async (_, index) => {
    await new Promise((resolve) => setTimeout(resolve, 25 * index))
    return signIn(login)
  })
  const logins = await Promise.all(all)
  const late = logins.map(({ lateMs }) => lateMs).toSorted((a, b) => a - b)
  const [median, longest] = [late[Math.floor(LOGINS / 2)], late.at(-1)].map((ms) => `${ms.toFixed(1)} ms`)
  const early = logins.filter(({ isEarly }) => isEarly).length
  process.stdout.write(
    `${name.padEnd(20)}${median.padStart(12)}${longest.padStart(12)}${`${early} of ${LOGINS}`.padStart(22)}\n`,
  )
}
process.exit()
