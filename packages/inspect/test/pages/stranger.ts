import { tapMessages } from './tap.ts'

const CLAIMS = [
  { type: '@statelyai.connected' },
  { type: 'xstate.inspecting' },
  ...['x:0', 'x:1', 'x:2'].map((origin) => ({
    type: 'xstate.event',
    event: JSON.stringify({ type: 'cancel', origin }),
  })),
]

tapMessages()
window.claim = () => {
  for (const claim of CLAIMS) (window.opener ?? window.parent).postMessage(claim, '*')
}
