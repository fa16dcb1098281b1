import { expect, test } from 'vitest'
import { readInspectionEnvelope, readViewerEnvelope, viewerEnvelope } from '../src/window.ts'

test('envelopes are read by whom they are for', () => {
  const about = { protocol: 1, sequence: 1, at: 0, rootId: 'x:0', sessionId: 'x:0' }
  const message = { type: 'event', ...about, event: { type: 'start' } }
  expect(readInspectionEnvelope({ deviceFlow: 'inspection', message })).toEqual(message)
  expect(readInspectionEnvelope({ deviceFlow: 'inspection', message: { ...message, protocol: 2 } })).toBeUndefined()
  expect(readInspectionEnvelope({ deviceFlow: 'inspection', message: { ...message, type: 'other' } })).toBeUndefined()
  expect(readInspectionEnvelope({ deviceFlow: 'inspection', message: { ...message, at: 1e300 } })).toBeUndefined()
  expect(readInspectionEnvelope({ deviceFlow: 'viewer', message })).toBeUndefined()
  const hello = { type: 'hello', protocol: 1 } as const
  expect(readViewerEnvelope(viewerEnvelope(hello))).toEqual(hello)
})
