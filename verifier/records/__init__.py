"""The frozen records that travel between the rooms, by stage. Import them from the module that defines them:

`spans`, `findings`, `manuscript`, `quotation`, `citation`, `claim`, `source`, `capture`, `text`, `verdict`, `report`.
`claim`, `capture` and `report` cross the program's boundary and are pydantic; the others are plain and light.
"""
