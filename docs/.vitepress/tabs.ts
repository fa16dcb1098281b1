import type { MarkdownRenderer } from 'vitepress'

/**
 * Code blocks that follow each other and have a label, as in "```tsx [React]", become the tabs of one VitePress code group. Written
 * without its `:::` lines, which GitHub would print, a guide reads well there too: as one block after the other.
 */
export function groupLabelledBlocks(md: MarkdownRenderer): void {
  md.core.ruler.after('block', 'group-labelled-blocks', ({ tokens, Token }) => {
    const isLabelled = (index: number): boolean => / \[.+\]$/.test(tokens[index]?.info ?? '')
    // From the end, so that what is put in moves nothing that is still to be looked at.
    for (let last = tokens.length - 1; last >= 0; last--) {
      if (!isLabelled(last)) continue
      let first = last
      while (isLabelled(first - 1)) first--
      tokens.splice(last + 1, 0, new Token('container_code-group_close', 'div', -1))
      tokens.splice(first, 0, new Token('container_code-group_open', 'div', 1))
      last = first
    }
  })
}
