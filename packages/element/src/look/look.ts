import { arrangement } from './arrangement.ts'
import { colours } from './colours.ts'
import { controls } from './controls.ts'
import { motion } from './motion.ts'

/** All styles of the element. The oldest engine is Chromium 63: what it lacks (logical properties, min()) is not used alone. */
export const look: string = [colours, arrangement, controls, motion].join('\n')
