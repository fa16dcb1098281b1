import { adapterContract } from '@device-flow/testing/contract'
import { test } from 'vitest'
import { vueComponents, vueScope } from './vue-adapters.ts'

adapterContract('Vue, components', vueComponents, { test })
adapterContract('Vue, effect scope', vueScope, { test })
