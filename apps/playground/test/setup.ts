import { cleanup } from '@testing-library/react'
import { afterEach, beforeAll } from 'vitest'
import { loadChunks } from './load-chunks.ts'

// The testing library does both by itself only where the runner's functions are global.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
beforeAll(loadChunks)
afterEach(() => cleanup())

// jsdom has no layout to scroll in; what runs in Node has no elements.
if (globalThis.Element) Element.prototype.scrollIntoView ??= () => {}
