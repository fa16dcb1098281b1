import { adapterContract } from '@device-flow/testing/contract'
import { test } from 'vitest'
import { reactAdapter } from './react-adapter.tsx'

adapterContract('React', reactAdapter({ strict: false }), { test })
adapterContract('React, StrictMode', reactAdapter({ strict: true }), { test })
