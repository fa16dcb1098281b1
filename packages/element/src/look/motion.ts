/**
 * What is soon over is not shown at all; were it hidden, it could not have the focus. All else moves only where people do not mind: engines
 * that do not know the question are too slow for motion anyway, and skip the block.
 */
export const motion = `
.card-restoring {
  animation: appear 0.4s step-end;
}
@keyframes appear {
  from {
    opacity: 0;
  }
}
@media (prefers-reduced-motion: no-preference) {
  .main {
    animation: arrive 0.35s ease-out;
  }
  .button {
    transition: background-color 0.15s ease-out;
  }
  .dots span {
    animation: breathe 1.5s ease-in-out infinite;
  }
  .dots span:nth-child(2) {
    animation-delay: 0.25s;
  }
  .dots span:nth-child(3) {
    animation-delay: 0.5s;
  }
}
@keyframes arrive {
  from {
    opacity: 0;
    transform: translateY(0.4em);
  }
}
@keyframes breathe {
  50% {
    opacity: 0.25;
  }
}
`
