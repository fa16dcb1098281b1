import { test } from 'vitest'
import { adapterContract } from '../src/contract/index.ts'
import { vanilla } from './vanilla-adapter.ts'

adapterContract('vanilla', vanilla, { test })
