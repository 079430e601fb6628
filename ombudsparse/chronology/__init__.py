"""The procedure of a complaint made of dated events: steps, conflicts, episodes, response times. It knows no text."""
