import { DeviceFlowError } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { describeCause } from '../src/failure/describe-cause.ts'

describe('the cause of an unexpected fault', () => {
  test('is told by its kind and place, without its message, which may quote a token (H3)', () => {
    let cause: unknown
    try {
      JSON.parse('canary-token')
    } catch (error) {
      cause = error
    }
    const text = describeCause(new DeviceFlowError('unexpected', 'Something went wrong.', { cause }))
    expect(text).toMatch(/^SyntaxError, at .*JSON\.parse/)
    expect(text).not.toContain('canary')
  })

  test('is left out when there is nothing to tell', () => {
    expect(describeCause('nothing')).toBeUndefined()
  })
})
