// @vitest-environment node
import { expect, test } from 'vitest'

test('on a server the package can be imported, and defines nothing', async () => {
  const { DeviceLoginElement } = await import('../src/index.ts')
  expect(DeviceLoginElement.name).toBe('DeviceLoginElement')
})
