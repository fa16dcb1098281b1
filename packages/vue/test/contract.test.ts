import { adapterContract } from '@device-flow/testing/contract'
import { test } from 'vitest'
import { piniaAlone, piniaInComponents } from './pinia-adapters.ts'
import { vueComponents, vueScope, vueScopeInComponent } from './vue-adapters.ts'

adapterContract('Vue, components', vueComponents, { test })
adapterContract('Vue, effect scope', vueScope, { test })
adapterContract('Vue, effect scope in a component', vueScopeInComponent, { test })
adapterContract('Pinia, store that components use', piniaInComponents, { test })
adapterContract('Pinia, store of its own', piniaAlone, { test })
