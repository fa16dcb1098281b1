import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

// The testing library does both by itself only where the runner's functions are global.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
afterEach(() => cleanup())

// jsdom has no layout to scroll in.
Element.prototype.scrollIntoView ??= () => {}
