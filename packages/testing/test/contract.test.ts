import { test } from 'vitest'
import { adapterContract } from '../src/contract/index.ts'
import { mountTwice, vanilla, vanillaOf } from './vanilla-adapter.ts'

adapterContract('vanilla', vanilla, { test })
adapterContract('vanilla, mounted twice in one go', vanillaOf({ mount: mountTwice }), { test })
