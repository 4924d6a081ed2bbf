// Fields that stand under a radio button and are shown with it. GOV.UK Frontend's own version marks
// the buttons as "expanded", which is not allowed on a radio button.
export function reveal(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>("input[type=radio][data-aria-controls]")) {
    input.setAttribute("aria-controls", input.getAttribute("data-aria-controls") ?? "");
    input.removeAttribute("data-aria-controls");
  }
  const sync = (): void => {
    for (const input of root.querySelectorAll<HTMLInputElement>("input[type=radio][aria-controls]")) {
      const below = document.getElementById(input.getAttribute("aria-controls") ?? "");
      below?.classList.toggle("govuk-radios__conditional--hidden", !input.checked);
    }
  };
  root.addEventListener("change", sync);
  // A page that was come back to by the browser's own button has its answers restored after load.
  window.addEventListener("pageshow", sync);
  sync();
}
