/* Says some minutes ahead that the session ends, and keeps it going for one who wants that. The server knows how long is left. */
(() => {
  "use strict";

  const dialog = document.querySelector("#session");
  const form = dialog.querySelector("form");
  const { address, warning } = dialog.dataset;
  let timer = 0;

  function wait(left) {
    clearTimeout(timer);
    timer = setTimeout(ask, Math.max(0, left - warning) * 1000);
  }

  async function left(options) {
    const answer = await fetch(address, { credentials: "same-origin", ...options });
    return answer.ok && !answer.redirected ? (await answer.json()).left : 0;
  }

  // Another tab may have been used meanwhile: the server is asked before anything is said.
  async function ask() {
    const seconds = await left().catch(() => 0);
    if (seconds > warning) wait(seconds);
    else if (!dialog.open) dialog.showModal();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const seconds = await left({ method: "POST", body: new FormData(form) }).catch(() => 0);
    if (seconds > warning) {
      dialog.close();
      wait(seconds);
    } else if (seconds) {
      dialog.querySelector("#session-text").hidden = true;
      dialog.querySelector("#session-last").hidden = false;
      dialog.querySelector("#session-stay").hidden = true;
    } else {
      window.location.reload(); // it has ended already: the log-in page leads back here
    }
  });
  dialog.querySelector("#session-close").addEventListener("click", () => dialog.close());
  wait(Number(dialog.dataset.left));
})();
