import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'
import { RELAY_MARK } from '../src/server/relay-mark.ts'

// The testing library does both by itself only where the runner's functions are global.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
afterEach(() => cleanup())

// The page as `serveViewer` serves it. Tests of the server have no page.
if ('document' in globalThis) document.head.innerHTML = `<meta name="${RELAY_MARK}" content="here">`
