import { expect, test } from 'vitest'
import { startDesktop } from '../../../scripts/start-desktop.mjs'
import { startDevice } from './device.ts'
import { filesOf, nodeModulesOf } from './loaded-by.ts'
import { newHome } from './running-command.ts'

test('device-flow token with its key in a keyring loads that beside one file, and not by the loader of ES modules', async ({
  onTestFinished,
}) => {
  const device = await startDevice()
  const desktop = await startDesktop({ home: newHome() })
  onTestFinished(() => desktop.end())
  const env = Object.assign(device.env, desktop.env)
  await device.login('--store', 'keyring')
  const files = await filesOf(['token'], env)
  expect(files.map((url) => url.split('/').slice(-2).join('/'))).toEqual([
    'bin/device-flow.cjs',
    'dist/offline.cjs',
    'dist/session-bus.cjs',
    'keyring/index.js',
  ])
  expect(await nodeModulesOf(['token'], env)).not.toContain('internal/deps/cjs-module-lexer/lexer')
})
