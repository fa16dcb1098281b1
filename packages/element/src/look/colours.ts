/**
 * Custom properties, each with a default for light and for dark. `light-dark()` follows the page's own `color-scheme`; engines that do not
 * know it show the light ones, or what the attribute `theme` says.
 */
export const colours = `
:host {
  --dl-ink: var(--device-login-ink, #14262b);
  --dl-soft: var(--device-login-soft, #4d6066);
  --dl-ground: var(--device-login-ground, #fff);
  --dl-panel: var(--device-login-panel, #eef4f3);
  --dl-line: var(--device-login-line, #d5dfde);
  --dl-edge: var(--device-login-edge, #869c9e);
  --dl-accent: var(--device-login-accent, #0f5965);
  --dl-on-accent: var(--device-login-on-accent, #fff);
  --dl-trouble: var(--device-login-trouble, #8a4b00);
  --dl-radius: var(--device-login-radius, 1.25em);
}
:host([theme='dark']) {
  --dl-ink: var(--device-login-ink, #f7f2e7);
  --dl-soft: var(--device-login-soft, #b9c6c4);
  --dl-ground: var(--device-login-ground, #12262b);
  --dl-panel: var(--device-login-panel, #1d363c);
  --dl-line: var(--device-login-line, #2f4b51);
  --dl-edge: var(--device-login-edge, #6c8689);
  --dl-accent: var(--device-login-accent, #ffd58a);
  --dl-on-accent: var(--device-login-on-accent, #1d1503);
  --dl-trouble: var(--device-login-trouble, #ffd58a);
}
@supports (color: light-dark(#000, #fff)) {
  :host {
    --dl-ink: var(--device-login-ink, light-dark(#14262b, #f7f2e7));
    --dl-soft: var(--device-login-soft, light-dark(#4d6066, #b9c6c4));
    --dl-ground: var(--device-login-ground, light-dark(#fff, #12262b));
    --dl-panel: var(--device-login-panel, light-dark(#eef4f3, #1d363c));
    --dl-line: var(--device-login-line, light-dark(#d5dfde, #2f4b51));
    --dl-edge: var(--device-login-edge, light-dark(#869c9e, #6c8689));
    --dl-accent: var(--device-login-accent, light-dark(#0f5965, #ffd58a));
    --dl-on-accent: var(--device-login-on-accent, light-dark(#fff, #1d1503));
    --dl-trouble: var(--device-login-trouble, light-dark(#8a4b00, #ffd58a));
  }
}
:host([theme='light']) {
  color-scheme: light;
}
:host([theme='dark']) {
  color-scheme: dark;
}
`
