import { expect, test } from 'vitest'
import { readInspectionEnvelope, readViewerEnvelope, viewerEnvelope } from '../src/window.ts'

test('envelopes are read by whom they are for', () => {
  const message = { type: 'event', protocol: 1 }
  expect(readInspectionEnvelope({ deviceFlow: 'inspection', message })).toEqual(message)
  expect(readInspectionEnvelope({ deviceFlow: 'inspection', message: { ...message, protocol: 2 } })).toBeUndefined()
  expect(readInspectionEnvelope({ deviceFlow: 'inspection', message: { ...message, type: 'other' } })).toBeUndefined()
  expect(readInspectionEnvelope({ deviceFlow: 'viewer', message })).toBeUndefined()
  const hello = { type: 'hello', protocol: 1 } as const
  expect(readViewerEnvelope(viewerEnvelope(hello))).toEqual(hello)
})
