import { SessionStoreError } from '@device-flow/node/store'
import { expect, test } from 'vitest'
import { errorLine } from '../src/failure/error-line.ts'
import { startDevice } from './device.ts'

test('what a library says of its options is said in flags', () => {
  const failure = new SessionStoreError('locked', "It is locked. Or use the option store: 'file'.")
  expect(errorLine(failure)).toMatchObject({ reason: 'storage', message: 'It is locked. Or use --store file.' })
})

test('where there is no keyring, --store keyring says which flag does without one', async () => {
  const device = await startDevice()
  const { exitCode, stderr } = await device.login('--store', 'keyring')
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringMatching(/keyring.*use --store file\.\n$/) })
})
