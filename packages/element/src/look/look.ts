import { arrangement } from './arrangement.ts'
import { colours } from './colours.ts'
import { controls } from './controls.ts'
import { direction } from './direction.ts'
import { fit } from './fit.ts'
import { motion } from './motion.ts'

/** All styles of the element. The oldest engine is Chromium 63: what it lacks (logical properties, min()) is not used alone. */
export const look: string = [colours, arrangement, controls, fit, direction, motion].join('\n')
