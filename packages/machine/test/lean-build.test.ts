import { beforeAll, expect, test } from 'vitest'
import { buildFirst } from '../../../scripts/build-first.mjs'
import { deviceFlowMachine } from '../src/index.ts'

const built = new URL('../dist/lean/index.js', import.meta.url)

beforeAll(() => buildFirst('@device-flow/machine'), 60_000)

test('an app that ships has the same chart, without the descriptions that only pictures and inspectors read', async () => {
  const lean = (await import(built.href)) as { deviceFlowMachine: typeof deviceFlowMachine }
  expect(JSON.stringify(deviceFlowMachine.config)).toContain('The person approved: tokens')
  expect(JSON.stringify(lean.deviceFlowMachine.config)).toBe(
    JSON.stringify(deviceFlowMachine.config, (key, value: unknown) => (key === 'description' ? undefined : value)),
  )
})
