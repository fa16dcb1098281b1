import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { loginFlags, startDevice } from './device.ts'
import { runLockedOut } from './locked-out.ts'
import { jsonLines } from './running-command.ts'

test('a folder that is read-only when the person approves ends the login as not kept, with nothing to go on with', async () => {
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
