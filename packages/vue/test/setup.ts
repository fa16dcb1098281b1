import { cleanup } from '@testing-library/vue'
import { afterEach } from 'vitest'

// The testing library does it by itself only where the runner's functions are global.
afterEach(() => cleanup())
