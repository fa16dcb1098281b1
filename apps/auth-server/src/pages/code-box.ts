import { Html } from '../html.ts'
import { sourceOf } from './source-of.ts'

// What is taken away, or typed in the middle, is left alone: a hyphen that came back would hold the cursor up. Without the script the box
// works all the same, because the server takes the code with and without its hyphen.
const script = `
const box = document.getElementById('user_code')
box.addEventListener('input', ({ inputType = '', isComposing }) => {
  if (isComposing || inputType.startsWith('delete') || box.selectionStart !== box.value.length) return
  const letters = box.value.toUpperCase().replace(/[^A-Z0-9]/g, '')
  box.value = letters.length < 4 ? letters : letters.slice(0, 4) + '-' + letters.slice(4)
})
`

/** Has the code box write the hyphen by itself, as the device shows it. The only script of these pages. */
export const codeBoxScript: Html = new Html(`<script>${script}</script>`)

/** The CSP source that allows {@link codeBoxScript} and no other script. */
export const codeBoxSource: string = sourceOf(script)
