import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { loginFlags, startDevice } from './device.ts'
import { runLockedOut } from './locked-out.ts'
import { jsonLines } from './running-command.ts'

test.concurrent('a folder that is read-only when the person approves ends the login as not kept, with nothing to go on with', async () => {
  const device = await startDevice({ approves: false })
  const ended = runLockedOut(['login', ...loginFlags(device.server), '--json'], device.env)
  await device.server.waitForRequest('token')
  execFileSync('chmod', ['-R', 'a-w', device.env['DEVICE_FLOW_HOME']!])
  device.server.approve()
  const { exitCode, stdout, stderr } = await ended
  const message = expect.stringMatching(/could not be kept, so it is undone\. .*EACCES/)
  expect({ exitCode, last: jsonLines(stdout).at(-1) }).toEqual({
    exitCode: 1,
    last: { type: 'error', reason: 'storage', message },
  })
  expect(stderr).not.toMatch(/Signed in|still waits/)
  expect(device.server.counts()).toMatchObject({ families: 1, liveFamilies: 0 })
})

/** A login whose folder is read-only when its person decides, and how it ended. */
async function decidedUnwritten(decide: 'approve' | 'deny') {
  const device = await startDevice({ approves: false })
  const home = device.env['DEVICE_FLOW_HOME']!
  const running = runLockedOut(['login', ...loginFlags(device.server), '--json'], device.env)
  await device.server.waitForRequest('token')
  execFileSync('chmod', ['-R', 'a-w', home])
  device.server[decide]()
  const ended = await running
  return { device, ended, makeWritable: () => execFileSync('chmod', ['-R', 'u+w', home]) }
}

test.concurrent('a code that was used while the folder was read-only is not shown again, by login and --resume, while it is', async () => {
  const { device, makeWritable } = await decidedUnwritten('approve')
  const polls = device.server.requests('token').length
  for (const flags of [['--resume'], ['--no-wait'], loginFlags(device.server)]) {
    const { exitCode, stdout, stderr } = await runLockedOut(['login', ...flags, '--json'], device.env)
    expect({ exitCode, lines: jsonLines(stdout) }).toEqual({
      exitCode: 1,
      lines: [{ type: 'error', reason: 'storage', message: expect.stringMatching(/EACCES/) }],
    })
    expect(stderr).not.toMatch(/enter the code|still waits/)
  }
  expect(device.server.requests('token')).toHaveLength(polls)
  makeWritable()
  // Nothing could be noted: the server says it, at once, and then it is noted.
  expect((await device.run('login', '--resume')).exitCode).toBe(5)
  expect((await device.run('login', '--resume')).exitCode).toBe(8)
  const next = await device.login('--no-wait', '--json')
  expect(jsonLines(next.stdout)[0]).toMatchObject({ type: 'prompt' })
  expect(device.server.requests('deviceAuthorization')).toHaveLength(2)
})

test.concurrent('a login that the person denies while the folder is read-only is over, and not said to wait', async () => {
  const { ended } = await decidedUnwritten('deny')
  expect({ exitCode: ended.exitCode, last: jsonLines(ended.stdout).at(-1) }).toEqual({
    exitCode: 3,
    last: expect.objectContaining({ type: 'error', error: 'access_denied' }),
  })
  expect(ended.stderr).not.toContain('still waits')
})
