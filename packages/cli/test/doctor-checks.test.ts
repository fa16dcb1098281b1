import { DeviceFlowError } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { checkClock } from '../src/doctor/clock-check.ts'
import { checkPerson } from '../src/doctor/local-checks.ts'
import { reachChecks } from '../src/doctor/reach-checks.ts'
import { whereItFailed } from '../src/doctor/where-it-failed.ts'

test('a name that is not found when it is looked up for the diagnosis is not called found (N7)', async () => {
  const failed = { at: 'connection', failure: new Error('closed') } as const
  const server = new URL('https://no-such-host.invalid')
  const [, dns] = await reachChecks({ server, hasIssuer: true, seen: [], failed })
  expect(dns).toEqual({
    name: 'dns',
    status: 'skipped',
    message: expect.stringMatching(/could not be .* \(E[A-Z_]+\)\.$/),
  })
})

test('tells a page that answers behind a proxy for that of a network, where no metadata is read (N7)', () => {
  const url = new URL('https://github.com/login/device/code')
  const page = { method: 'POST', url, status: 200, headers: new Headers({ 'content-type': 'text/html' }) }
  const tunnel = {
    method: 'CONNECT',
    url: new URL('http://proxy.example'),
    status: 200,
    headers: new Headers(),
  }
  const failure = new DeviceFlowError('invalidResponse', 'A page answered')
  expect(whereItFailed(failure, [page, tunnel])).toBe('captive_portal')
  expect(whereItFailed(failure, [{ ...page, status: 511 }, tunnel])).toBe('captive_portal')
})

describe('the clock of this computer', () => {
  const answeredAt = Date.parse('2026-05-01T12:00:00Z')
  const at = (date: string) => [
    { method: 'GET', url: new URL('https://id.example.com/'), status: 200, headers: new Headers({ date }), answeredAt },
  ]

  test.each([
    ['Fri, 01 May 2026 12:00:20 GMT', 'ok', 'Right: 20 s behind id.example.com.'],
    ['Fri, 01 May 2026 11:48:00 GMT', 'warning', "This computer's clock is 12 min ahead of id.example.com."],
    ['yesterday', 'skipped', 'The server tells no time (Date).'],
  ])('is compared with the Date of the server, %s (N7)', (date, status, message) => {
    expect(checkClock(at(date))).toMatchObject({ status, message })
  })

  test('is not compared with that of a proxy, which was all that answered (N7)', () => {
    const [answer] = at('Fri, 01 May 2026 11:48:00 GMT')
    const seen = [{ ...answer!, method: 'CONNECT', status: 407 }]
    expect(checkClock(seen)).toMatchObject({ status: 'skipped', message: 'Not reached.' })
  })

  test('is not judged by the date of what a cache has kept', () => {
    const [answer] = at('Fri, 01 May 2026 11:00:00 GMT')
    answer!.headers.set('age', '3600')
    expect(checkClock([answer!])).toMatchObject({
      status: 'skipped',
      message: 'The server tells no time (Date).',
    })
  })
})

test.each([
  [{}, true, 'ok', 'A terminal'],
  [{ CI: 'true' }, true, 'warning', 'client credentials'],
  [{ CI: 'false', CLAUDECODE: '1' }, true, 'warning', '--no-wait --json'],
  [{}, false, 'warning', '--no-wait --json'],
])('a person is looked for: %s, at a terminal %s (N7)', (env, isTTY, status, said) => {
  const { status: found, message, advice } = checkPerson({ env, stderr: { write() {}, isTTY } })
  expect([found, `${message} ${advice}`]).toEqual([status, expect.stringContaining(said)])
})
