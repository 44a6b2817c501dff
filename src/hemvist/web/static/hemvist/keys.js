/* Says so when a security key did not answer, and shows the buttons that need a script. */
(() => {
  "use strict";

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const said = document.querySelector("[data-key-failed]");
    said.hidden = false;
    said.focus();
  });
  document.querySelectorAll("[data-needs-script]").forEach((each) => { each.hidden = false; });
})();
