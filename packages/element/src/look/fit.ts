/**
 * How large texts are, by the room for them. The code and the address fit in one line, by how wide a character of their fonts is; where
 * that would be too small to read, they break. Below the code there are two lines, or more, used or not: the buttons must not move while
 * somebody is about to press one. Engines without container units keep the sizes of the arrangement.
 */
export const fit = `
@container (max-width: 18em) {
  .card-code .news {
    min-height: 4.5em;
  }
}
@container (max-width: 12em) {
  .card-code .news {
    min-height: 7.5em;
  }
}
@container (max-width: 8em) {
  .card-code .news {
    min-height: 10.5em;
  }
}
@supports (width: 1cqi) {
  .ways {
    margin: 0 max(-1em, -8cqi);
  }
  .scan,
  .by-hand {
    padding-right: min(1em, 8cqi);
    padding-left: min(1em, 8cqi);
  }
  .by-hand {
    container-type: inline-size;
  }
  .button {
    padding: 0.5em min(1.4em, 6cqi);
  }
  .title {
    font-size: min(1.6em, 12cqi);
  }
  .address {
    font-size: min(1.5em, max(1.1em, 100cqi / var(--dl-length) / 0.65), 100cqi / var(--dl-longest) / 0.7);
  }
  .address-piece {
    white-space: nowrap;
  }
  .code {
    font-size: clamp(0.9em, 100cqi / (var(--dl-length) * 0.65 + var(--dl-groups) * 0.6), var(--dl-largest));
  }
}
`
